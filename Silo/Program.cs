using ShuffleOrleans.Silo;

return await SiloProgram.RunAsync(args);
