import { serveNode } from "../../../impl/cluster/tcp/nodeProcess.ts";
import type { NodeSetup } from "../../../impl/cluster/tcp/setup.ts";
import { createFileRecorder } from "../../../traces/fileRecorder.ts";
import type { NewHeader } from "../../../traces/recorder.ts";
import { tcpEvent } from "./tcpEvent.ts";

// The program of one process of `conformance record --driver tcp`: the elector, its sockets, and a trace file. It is
// started by tcpRecord.ts, takes no arguments, and does nothing without an IPC channel.

serveNode((setup: NodeSetup) => {
  // Sound: the one who starts this program puts the header of the trace there.
  const header = JSON.parse(setup.note) as NewHeader;
  // Every line goes to the system at once, and without waiting for the disk: a kill loses nothing that anybody saw.
  const recorder = createFileRecorder(setup.file, { header, bufferSize: 1 });
  if (!recorder.ok) throw new Error(recorder.problems.map(({ message }) => message).join("; "));
  const { record, flush, close } = recorder.value;
  return {
    sink: (transition) => {
      record(tcpEvent(transition));
      const flushed = flush();
      if (!flushed.ok) throw new Error(flushed.problems.map(({ message }) => message).join("; "));
    },
    close: () => void close(),
  };
});
