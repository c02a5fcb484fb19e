using ShuffleOrleans.Samples.BatchEngine.Scheduling;
using static ShuffleOrleans.Tests.Samples.Scheduling.SchedulerBench;
using TaskStatus = ShuffleOrleans.Samples.BatchEngine.Scheduling.TaskStatus;

namespace ShuffleOrleans.Tests.Samples.Scheduling;

public sealed class JobSchedulerTests
{
    [Fact]
    public void SecondStage_WaitsForTheWholeFirst_AndReadsAllOfIt()
    {
        SchedulerBench bench = new(2, 2);
        Assert.Equal([Attempt(0, 0), Attempt(0, 1)], bench.Do(s => s.AddExecutor("a", 2)).Select(deploy => deploy.Attempt));

        Assert.Empty(bench.Do(s => s.FinishTask(Attempt(0, 0))));
        DeployTask[] reducers = bench.Do(s => s.FinishTask(Attempt(0, 1)));

        Assert.Equal([Attempt(1, 0), Attempt(1, 1)], reducers.Select(deploy => deploy.Attempt));
        Assert.All(reducers, deploy => Assert.Equal([Attempt(0, 0), Attempt(0, 1)], deploy.Inputs));
        bench.FinishStage(1, 2);
        Assert.Null(bench.End!.Error);
        Assert.Equal(0, bench.Scheduler.RetryCount);
        Assert.Equal([0, 1], bench.Effects.OfType<StageStarted>().Select(started => started.Stage));
        Assert.Equal([0, 1], bench.Effects.OfType<StageFinished>().Select(finished => finished.Stage));
    }

    [Fact]
    public void Tasks_AreSpreadOverExecutors_AndNeverExceedTheirSlots()
    {
        SchedulerBench bench = new(5, 1);
        Assert.Single(bench.Do(s => s.AddExecutor("a", 1)));
        Assert.Equal(["b", "b"], bench.Do(s => s.AddExecutor("b", 2)).Select(deploy => deploy.Executor));

        Assert.Equal("a", Assert.Single(bench.Do(s => s.FinishTask(Attempt(0, 0)))).Executor);
    }

    [Fact]
    public void LostInput_RunsTheProducerAgain_ThenTheConsumer()
    {
        SchedulerBench bench = new(2, 1);
        bench.Do(s => s.AddExecutor("a", 2));
        bench.FinishStage(0, 2);

        DeployTask producer = Assert.Single(bench.Do(s => s.FailTaskForLostInput(Attempt(1, 0), Attempt(0, 1), "gone")));
        Assert.Equal(Attempt(0, 1, 1), producer.Attempt);
        Assert.Contains(new ReleaseOutput(Attempt(0, 1)), bench.Effects);

        DeployTask consumer = Assert.Single(bench.Do(s => s.FinishTask(Attempt(0, 1, 1))));
        Assert.Equal(Attempt(1, 0, 1), consumer.Attempt);
        Assert.Equal([Attempt(0, 0), Attempt(0, 1, 1)], consumer.Inputs);
        bench.Do(s => s.FinishTask(Attempt(1, 0, 1)));
        Assert.Null(bench.End!.Error);
        Assert.Equal(2, bench.Scheduler.RetryCount);
    }

    [Fact]
    public void InputOutOfReach_IsNotCharged_AsLongAsAServiceMayWaitForItsWorker()
    {
        const int uncharged = 20;
        SchedulerBench bench = new(maxAttempts: 2, [1, 1]);
        bench.Do(s => s.AddExecutor("a", 1));
        bench.FinishStage(0, 1);
        for (int attempt = 0; attempt <= uncharged; attempt++)
        {
            DeployTask again = Assert.Single(bench.Do(s => s.FailTaskForInputOutOfReach(Attempt(1, 0, attempt), "no answer")));
            Assert.Equal(Attempt(1, 0, attempt + 1), again.Attempt);
        }

        bench.Do(s => s.FailTaskForInputOutOfReach(Attempt(1, 0, uncharged + 1), "no answer"));
        Assert.Contains("no answer", bench.End!.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void LostInput_OfAnAttemptThatRunsAgainAlready_RunsItOnlyOnce()
    {
        SchedulerBench bench = new(1, 2);
        bench.Do(s => s.AddExecutor("a", 3));
        bench.FinishStage(0, 1);

        Assert.Single(bench.Do(s => s.FailTaskForLostInput(Attempt(1, 0), Attempt(0, 0), "gone")));
        Assert.Empty(bench.Do(s => s.FailTaskForLostInput(Attempt(1, 1), Attempt(0, 0), "gone")));

        Assert.Equal([Attempt(1, 0, 1), Attempt(1, 1, 1)], bench.Do(s => s.FinishTask(Attempt(0, 0, 1))).Select(deploy => deploy.Attempt));
    }

    [Fact]
    public void LostInputs_ChargeTheirProducers_NotTheConsumer()
    {
        const int ProducerCount = 10;
        SchedulerBench bench = new(maxAttempts: 2, [ProducerCount, 1]);
        bench.Do(s => s.AddExecutor("a", 2));
        bench.FinishStage(0, ProducerCount);

        for (int lost = 0; lost < ProducerCount; lost++)
        {
            bench.Do(s => s.FailTaskForLostInput(Attempt(1, 0, lost), Attempt(0, lost), "gone"));
            bench.Do(s => s.FinishTask(Attempt(0, lost, 1)));
        }

        bench.Do(s => s.FinishTask(Attempt(1, 0, ProducerCount)));
        Assert.Null(bench.End!.Error);
    }

    [Fact]
    public void LostOutput_ThatSomebodyNeeds_IsProducedAgain()
    {
        SchedulerBench bench = new(1, 1);
        bench.Do(s => s.AddExecutor("a", 2));
        bench.FinishStage(0, 1);

        Assert.Equal(Attempt(0, 0, 1), Assert.Single(bench.Do(s => s.LoseOutput(Attempt(0, 0), "gone"))).Attempt);
        Assert.Empty(bench.Do(s => s.LoseOutput(Attempt(0, 0), "gone")));
    }

    [Fact]
    public void LostOutput_ThatNobodyNeeds_IsProducedAgainOnlyWhenSomebodyDoes()
    {
        SchedulerBench bench = new(1, 1, 1);
        bench.Do(s => s.AddExecutor("a", 3));
        bench.FinishStage(0, 1);
        bench.FinishStage(1, 1);

        Assert.Empty(bench.Do(s => s.LoseOutput(Attempt(0, 0), "gone")));
        Assert.Equal(1, bench.Scheduler.CountTasks(0, TaskStatus.Lost));

        Assert.Equal(Attempt(0, 0, 1), Assert.Single(bench.Do(s => s.FailTaskForLostInput(Attempt(2, 0), Attempt(1, 0), "gone"))).Attempt);
        Assert.Equal(Attempt(1, 0, 1), Assert.Single(bench.Do(s => s.FinishTask(Attempt(0, 0, 1)))).Attempt);
        Assert.Equal(Attempt(2, 0, 1), Assert.Single(bench.Do(s => s.FinishTask(Attempt(1, 0, 1)))).Attempt);
    }

    [Fact]
    public void ReportsOfStaleAttempts_AreIgnored()
    {
        SchedulerBench bench = new(1, 1);
        bench.Do(s => s.AddExecutor("a", 1));
        bench.Do(s => s.FailTask(Attempt(0, 0), "first"));

        bench.Do(s => Assert.False(s.FinishTask(Attempt(0, 0))));
        Assert.Empty(bench.Do(s => s.FailTask(Attempt(0, 0), "again")));
        Assert.Empty(bench.Do(s => s.FailTaskForLostInput(Attempt(0, 0), Attempt(0, 0), "again")));

        Assert.True(bench.Scheduler.IsRunning(Attempt(0, 0, 1)));
        bench.Do(s => Assert.True(s.FinishTask(Attempt(0, 0, 1))));
        bench.Do(s => Assert.False(s.FinishTask(Attempt(0, 0, 1))));
    }

    [Fact]
    public void TaskThatFailsAsOftenAsAllowed_EndsTheJobWithTheReason()
    {
        SchedulerBench bench = new(maxAttempts: 3, [1, 1]);
        bench.Do(s => s.AddExecutor("a", 1));

        Assert.Single(bench.Do(s => s.FailTask(Attempt(0, 0), "one")));
        Assert.Single(bench.Do(s => s.FailTask(Attempt(0, 0, 1), "two")));
        Assert.Empty(bench.Do(s => s.FailTask(Attempt(0, 0, 2), "three")));

        Assert.Equal("Task 0 of stage 'stage-0' failed 3 times, the limit. Last reason: three", bench.End!.Error);
        Assert.IsType<JobEnded>(bench.Effects[^1]);
    }

    [Fact]
    public void OutputThatIsLostAgainAndAgain_EndsTheJob()
    {
        SchedulerBench bench = new(maxAttempts: 2, [1, 1]);
        bench.Do(s => s.AddExecutor("a", 1));
        bench.FinishStage(0, 1);
        bench.Do(s => s.FailTaskForLostInput(Attempt(1, 0), Attempt(0, 0), "gone"));
        bench.Do(s => s.FinishTask(Attempt(0, 0, 1)));

        bench.Do(s => s.FailTaskForLostInput(Attempt(1, 0, 1), Attempt(0, 0, 1), "gone again"));

        Assert.Contains("gone again", bench.End!.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void ExecutorLossInTheMapStage_RunsItsTasksElsewhere_AndReleasesWhatTheyWrote()
    {
        SchedulerBench bench = new(2, 1);
        bench.Do(s => s.AddExecutor("a", 1));
        bench.Do(s => s.AddExecutor("b", 1));

        Assert.Empty(bench.Do(s => s.RemoveExecutor("a", "killed")));
        Assert.Contains(new ReleaseOutput(Attempt(0, 0)), bench.Effects);

        DeployTask again = Assert.Single(bench.Do(s => s.FinishTask(Attempt(0, 1))));
        Assert.Equal((Attempt(0, 0, 1), "b"), (again.Attempt, again.Executor));
        bench.Do(s => Assert.False(s.FinishTask(Attempt(0, 0))));
    }

    [Fact]
    public void ExecutorLossInTheReduceStage_KeepsWhatTheMapStageWrote()
    {
        SchedulerBench bench = new(2, 2);
        bench.Do(s => s.AddExecutor("a", 1));
        bench.Do(s => s.AddExecutor("b", 1));
        bench.FinishStage(0, 2);

        bench.Do(s => s.RemoveExecutor("a", "killed"));
        DeployTask again = Assert.Single(bench.Do(s => s.AddExecutor("c", 1)));

        Assert.Equal((new TaskId(1, 0), 1, "c"), (again.Attempt.Task, again.Attempt.Attempt, again.Executor));
        Assert.Equal(2, bench.Scheduler.CountTasks(0, TaskStatus.Finished));
        Assert.Empty(bench.Effects.OfType<ReleaseOutput>());
    }

    [Fact]
    public void ExecutorLoss_WithOutputsThatItHeld_ProducesThemAgainBeforeAnybodyReadsThem()
    {
        SchedulerBench bench = new(2, 2);
        bench.Do(s => s.AddExecutor("a", 1));
        bench.Do(s => s.AddExecutor("b", 1));
        bench.FinishStage(0, 2);

        DeployTask producer = Assert.Single(bench.Do(s => s.AddExecutor("c", 1)).Concat(bench.Do(s => s.RemoveExecutor("a", "killed", Attempt(0, 0)))));
        Assert.Equal((Attempt(0, 0, 1), "c"), (producer.Attempt, producer.Executor));
        Assert.Contains(new ReleaseOutput(Attempt(0, 0)), bench.Effects);
        Assert.Equal(1, bench.Scheduler.CountTasks(0, TaskStatus.Finished));

        // The reader that still runs finds out by itself; the one that ran there waits for its input.
        Assert.Empty(bench.Do(s => s.FailTaskForLostInput(Attempt(1, 1), Attempt(0, 0), "out of reach")));
        DeployTask[] consumers = [.. bench.Do(s => s.FinishTask(Attempt(0, 0, 1)))];
        Assert.Equal([Attempt(1, 0, 1), Attempt(1, 1, 1)], consumers.Select(consumer => consumer.Attempt));
        Assert.All(consumers, consumer => Assert.Equal([Attempt(0, 0, 1), Attempt(0, 1)], consumer.Inputs));
    }

    [Fact]
    public void ExecutorLoss_WithOutputsThatNobodyNeeds_ProducesNothingAgain()
    {
        SchedulerBench bench = new(1, 1, 1);
        bench.Do(s => s.AddExecutor("a", 1));
        bench.FinishStage(0, 1);
        bench.FinishStage(1, 1);
        bench.Do(s => s.AddExecutor("b", 1));

        DeployTask[] again = bench.Do(s => s.RemoveExecutor("b", "killed", Attempt(0, 0)));

        Assert.Empty(again);
        Assert.Equal(1, bench.Scheduler.CountTasks(0, TaskStatus.Lost));
    }

    [Fact]
    public void ExecutorLoss_WithAllOutputsOfAChain_ProducesItFromTheFront()
    {
        SchedulerBench bench = new(1, 1, 1);
        bench.Do(s => s.AddExecutor("a", 1));
        bench.FinishStage(0, 1);
        bench.FinishStage(1, 1);

        Assert.Empty(bench.Do(s => s.RemoveExecutor("a", "killed", Attempt(0, 0), Attempt(1, 0))));

        Assert.Equal(Attempt(0, 0, 1), Assert.Single(bench.Do(s => s.AddExecutor("b", 1))).Attempt);
        Assert.Equal(Attempt(1, 0, 1), Assert.Single(bench.Do(s => s.FinishTask(Attempt(0, 0, 1)))).Attempt);
        Assert.Equal(Attempt(2, 0, 1), Assert.Single(bench.Do(s => s.FinishTask(Attempt(1, 0, 1)))).Attempt);
        bench.Do(s => s.FinishTask(Attempt(2, 0, 1)));
        Assert.Null(bench.End!.Error);
    }

    [Fact]
    public void ExecutorLoss_OfATaskAtItsLimit_EndsTheJobOnce()
    {
        SchedulerBench bench = new(maxAttempts: 1, [3, 1]);
        bench.Do(s => s.AddExecutor("a", 3));

        bench.Do(s => s.RemoveExecutor("a", "killed"));
        bench.Do(s => s.AddExecutor("b", 3));

        Assert.Contains("killed", bench.End!.Error, StringComparison.Ordinal);
        Assert.IsType<JobEnded>(bench.Effects[^1]);
    }

    [Fact]
    public void RandomFailures_EndInSuccessOrAClearError_AndNeverOverfillASlot()
    {
        for (int seed = 0; seed < 200; seed++)
        {
            Random random = new(seed);
            SchedulerBench bench = new(maxAttempts: 4, [random.Next(1, 5), random.Next(1, 5), random.Next(1, 5)]);
            Dictionary<string, List<DeployTask>> running = [];
            int executorCount = 0;
            for (int step = 0; step < 10_000 && bench.End is null; step++)
            {
                DeployTask[] deployed = Step(bench, random, running, ref executorCount);
                foreach (DeployTask deploy in deployed)
                {
                    running[deploy.Executor].Add(deploy);
                    Assert.True(running[deploy.Executor].Count <= 2, $"seed {seed}");
                }
            }

            Assert.True(bench.End is not null, $"seed {seed} did not end");
        }
    }

    private static DeployTask[] Step(SchedulerBench bench, Random random, Dictionary<string, List<DeployTask>> running, ref int executorCount)
    {
        string[] names = [.. running.Keys];
        if (names.Length == 0 || random.Next(20) == 0)
        {
            string name = $"e{executorCount++}";
            running[name] = [];
            return bench.Do(s => s.AddExecutor(name, 2));
        }

        string chosen = names[random.Next(names.Length)];
        if (random.Next(40) == 0)
        {
            running.Remove(chosen);
            return bench.Do(s => s.RemoveExecutor(chosen, "killed"));
        }

        if (running[chosen].Count == 0)
        {
            return [];
        }

        DeployTask task = running[chosen][0];
        running[chosen].RemoveAt(0);
        return random.Next(12) switch
        {
            0 => bench.Do(s => s.FailTask(task.Attempt, "bad luck")),
            1 when task.Inputs.Count > 0 => bench.Do(s => s.FailTaskForLostInput(task.Attempt, task.Inputs[random.Next(task.Inputs.Count)], "gone")),
            _ => bench.Do(s => s.FinishTask(task.Attempt)),
        };
    }
}
