import { CODE, COVERAGE_CODES, PROGRESS_CODES } from "./messageCodes.ts";
import type { ToolMessage } from "./messages.ts";

/** Keeps the messages of a run within bounds: of coverage reports and progress lines only the latest is kept. */
export interface MessageStore {
  readonly add: (message: ToolMessage) => void;
  readonly all: () => readonly ToolMessage[];
}

/** A long check with `-coverage 1` prints a whole report every minute; only a finished one replaces the one before. */
export const createMessageStore = (): MessageStore => {
  let kept: ToolMessage[] = [];
  let report: ToolMessage[] | undefined;

  const closeReport = (): void => {
    if (report === undefined) return;
    kept = [...kept.filter(({ code }) => !COVERAGE_CODES.has(code)), ...report];
    report = undefined;
  };
  const add = (message: ToolMessage): void => {
    if (message.code === CODE.coverageStart) report = [];
    if (report === undefined || !COVERAGE_CODES.has(message.code)) {
      if (PROGRESS_CODES.has(message.code)) kept = kept.filter(({ code }) => code !== message.code);
      kept.push(message);
      return;
    }
    report.push(message);
    if (message.code === CODE.coverageEnd) closeReport();
  };
  const all = (): readonly ToolMessage[] => {
    if (!kept.some(({ code }) => code === CODE.coverageEnd)) closeReport();
    return kept;
  };
  return { add, all };
};
