using ShuffleOrleans.Standalone;

return await StandaloneProgram.RunAsync(args);
