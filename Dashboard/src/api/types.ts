// The answers of /v1, as docs/design/face.md writes them down.
export type Id = string; type Time = string;
export type StateCounts = { allocated: number; writing: number; committed: number; releasing: number; failed: number; lost: number };
export type Missing = { worker: Id; reason: string };
export type Receipt = { regionCount: number; frameCount: number; payloadBytes: number; digest: string };

export type Cluster = {
  kind: "embedded" | "cluster"; version: string; at: Time; startedAt: Time;
  workerCount: number; goneWorkerCount: number; excludedWorkerCount: number; jobCount: number; dataSetCount: number;
  attempts: StateCounts; payloadBytes: number;
  storedBytes: number; usableBytes: number; memoryBudgetBytes: number; memoryInUseBytes: number;
  openWriteChannels: number; openReadChannels: number;
  receivedBytes: number; sentBytes: number;            // totals of the live workers since their start: differences make rates
  lastEventSequence: number; changesEnabled: boolean;
  notices: { severity: Severity; text: string; worker: Id | null; job: Id | null }[];   // what an operator should look at now
  missing: Missing[];
};
export type Severity = "info" | "warning" | "error";

export type Disk = { directory: string; kind: "Ssd" | "Hdd"; state: "Healthy" | "Slow" | "Failed" | "Excluded"; reason: string; usableBytes: number; storedBytes: number };
export type Worker = {
  worker: Id; incarnation: Id; host: string; dataPort: number; rack: string; node: string;     // node: the silo, or "embedded"
  state: "Active" | "Draining" | "Excluded" | "Gone"; reason: string; lastHeardAt: Time | null;
  disks: Disk[]; usableBytes: number; storedBytes: number; memoryBudgetBytes: number; memoryInUseBytes: number;
  openWriteChannels: number; openReadChannels: number; attempts: number; hasOrphans: boolean;
};
export type WorkerDetail = Worker & {
  inside: null | {                                      // null while the worker does not answer; `missing` says why
    startedAt: Time; connections: Connection[]; connectionCount: number; maxConnections: number; maxWriteChannels: number; maxReadChannels: number;
    receivedBytes: number; sentBytes: number; receivedFrames: number; sentFrames: number; verificationFailures: number;
    openFiles: number; maxOpenFiles: number; keptPartitions: number; keptBytes: number;
    quarantinedFiles: number; quarantinedBytes: number;
    disks: (Disk & { queuedWork: number; waitingReads: number; openFiles: number; partitions: number; scrubbedAt: Time | null })[];
    ledger: Ledger; recovery: { partitions: number; damaged: number; removed: number; seconds: number } | null;
  }; missing: Missing[];
};
export type Connection = { connection: string; peer: string; role: "writer" | "reader" | "unknown"; openedAt: Time; channels: number; receivedBytes: number; sentBytes: number; silentSeconds: number };
export type Ledger = {
  budgetBytes: number; bufferBytes: number; inUseBytes: number; promisedBytes: number; freeBytes: number;
  holders: Holder[]; holderCount: number; waiters: Waiter[]; waiterCount: number;
};
export type Holder = { kind: "connection" | "writeChannel" | "kept" | "append" | "other"; owner: string; job: Id | null; dataSet: Id | null; index: number | null; attempt: number | null; guaranteedBytes: number; quotaBytes: number; inUseBytes: number };
export type Waiter = { kind: Holder["kind"]; owner: string; wantedBytes: number; waitingSeconds: number; waitsFor: string };   // in words: "free memory; the largest holder is ..."

export type Channel = {
  direction: "write" | "read"; channel: number; connection: string; peer: string; openedAt: Time;
  job: Id; dataSet: Id; kind: "Map" | "Reduce"; index: number | null; attempt: number | null; epoch: number | null;   // index null: a reduce read, of many producers
  firstSubpartition: number; subpartitionCount: number;
  frames: number; bytes: number; totalBytes: number | null; creditBytes: number; backlogBytes: number | null; heldBytes: number;
  waiting: Blocker; waitingSeconds: number;
};
export type Blocker = "None" | "NoCredit" | "Memory" | "DiskQueue" | "ColdRead" | "Commit" | "SlowReader" | "SlowWriter" | "Opening" | "WorkerGone" | "NoWorker" | "NotCommitted";
export type Wait = { blocker: Blocker; waitingSeconds: number; text: string; worker: Id | null; job: Id | null; dataSet: Id | null; index: number | null; attempt: number | null; direction: "write" | "read" | null; subpartitions: string | null };

export type Job = {
  job: Id; name: string; registeredAt: Time | null; heartbeatDeadline: Time | null; heartbeatTimeoutSeconds: number;
  durability: "PageCache" | "Memory" | "Fsync"; preferredDiskKind: "Ssd" | "Hdd" | null; assignmentStrategy: string | null;
  dataSetCount: number; attempts: StateCounts; payloadBytes: number; takeovers: number;
};
export type JobDetail = Job & { dataSets: DataSet[]; events: Event[] };
export type DataSet = {
  job: Id; dataSet: Id; kind: "Map" | "Reduce"; subpartitionCount: number; partitionCount: number; attempts: StateCounts;
  payloadBytes: number; frameCount: number; largestPartitionBytes: number; largestPartitionIndex: number | null; skew: number;   // largest / mean of the committed; 1 is even
  workers: { worker: Id; attempts: number; payloadBytes: number }[];
};
export type Matrix = {
  fromProducer: number; producers: number; fromSubpartition: number; subpartitions: number; rows: number; columns: number;
  bytes: number[];                                      // rows x columns, row after row
  rowBytes: number[]; columnBytes: number[];
  committed: number; sampled: number;                   // producers in view with data, and those whose index was read
  hottestSubpartition: number | null; hottestBytes: number; meanSubpartitionBytes: number; missing: Missing[];
};
export type Partition = {
  job: Id; dataSet: Id; kind: "Map" | "Reduce"; index: number; attempt: number; epoch: number; state: State; subpartitionCount: number; workers: Id[];
  payloadBytes: number | null; frameCount: number | null; skew: number | null; allocatedAt: Time | null;   // skew: to the mean of its data set
};
export type State = "Allocated" | "Writing" | "Committed" | "Releasing" | "Failed" | "Lost";
export type PartitionDetail = {
  job: Id; dataSet: Id; kind: "Map" | "Reduce"; index: number;
  attempts: { attempt: number; epoch: number; state: State; subpartitionCount: number; allocatedAt: Time | null; receipt: Receipt | null; shares: { worker: Id; host: string; dataPort: number; receipt: Receipt | null; released: boolean; mayHaveRemains: boolean }[] }[];
  events: Event[]; channels: Channel[]; checks: Verification[]; missing: Missing[];
};
export type Layout = {
  worker: Id; attempt: number; epoch: number; storedIn: "File" | "Memory" | "Writing" | "Quarantine"; directory: string; fileName: string; fileBytes: number;
  sections: { kind: "Header" | "Frames" | "Index" | "Footer"; offset: number; bytes: number }[];
  receipt: Receipt | null; subpartitionBytes: number[]; subpartitionFrames: number[];    // at most 4096 entries, then sums of equal bins
  regionCount: number; skip: number; regions: { region: number; offset: number; bytes: number; frames: number; broadcast: boolean; runs: { subpartition: number; offset: number; bytes: number; frames: number }[] }[];
  readers: { peer: string; firstSubpartition: number; subpartitionCount: number; offset: number; bytes: number; totalBytes: number; waiting: Blocker }[];
  contributions: boolean; detail: string;                               // a reduce contribution: offsets are in the shared files of its data set, `fileName` is its index
};
export type Verification = { worker: Id; attempt: number; epoch: number; at: Time; outcome: "Intact" | "Damaged" | "Gone" | "InMemory" | "NotStored" | "Unreadable" | "Released" | "Busy" | "Stopping"; frames: number; bytes: number; seconds: number; detail: string; by: "Operator" | "Scrubber" | "Reader" };
export type Event = { sequence: number; at: Time; severity: Severity; kind: string; text: string; job: Id | null; dataSet: Id | null; index: number | null; attempt: number | null; epoch: number | null; worker: Id | null };
export type EventBatch = { items: Event[]; lastSequence: number; missed: boolean };

export type Page<T> = { items: T[]; totalCount: number; skip: number; missing: Missing[] };
export type Problem = { title: string; status: number; detail?: string; code?: string; advice?: string };
