/** A command of the page that says how it ends. */
export interface PageCommand {
  /** 1-based. */
  readonly line: number;
  readonly command: string;
  readonly exitCode: number;
  /** What the page says it prints, if it shows that. */
  readonly captured?: Captured;
}

/** The inside of a text block after the marker `captured`. */
export interface Captured {
  /** Line of the opening fence, 1-based. */
  readonly line: number;
  readonly text: string;
}

const COMMAND = /^(?<command>npx conformance .*?) +# exit (?<exit>\d+)$/u;
const MARKER = "<!-- captured -->";

/**
 * Commands of the `sh` blocks that end with `# exit N`; other lines there (npm ci) are for people only. Throws for a
 * marker without a command before it or a text block after it.
 */
export const pageCommands = (page: string): readonly PageCommand[] => {
  const commands: PageCommand[] = [];
  for (const { language, line, lines, marked } of blocksOf(page)) {
    if (language === "sh") commands.push(...commandsOf(lines, line));
    if (!marked) continue;
    const last = commands.pop();
    if (last === undefined || last.captured !== undefined || language !== "text")
      throw new Error(`line ${line}: a captured block is a text block after a command`);
    commands.push({ ...last, captured: { line, text: lines.join("\n") } });
  }
  return commands;
};

/** The page with the insides of captured blocks replaced, by the line of their opening fence. */
export const withCaptures = (page: string, texts: ReadonlyMap<number, string>): string => {
  const result: string[] = [];
  let skipping = false;
  for (const [index, line] of page.split("\n").entries()) {
    if (skipping && line === FENCE) skipping = false;
    if (!skipping) result.push(line);
    const text = texts.get(index + 1);
    if (text === undefined) continue;
    if (text !== "") result.push(text);
    skipping = true;
  }
  return result.join("\n");
};

/**
 * Output without what differs from run to run: durations, the TLC that was found, run folders, places in a spec that is
 * still growing, and the order in which TLC's workers find successors.
 */
export const comparable = (output: string): readonly string[] =>
  output
    .trimEnd()
    .split("\n")
    .map((line) =>
      line
        .replace(/\b\d+(\.\d+)? s\b/gu, "N s")
        .replace(/\bJava \d[^,;]*/gu, "Java X")
        .replace(/TLC \d[^;]*/gu, "TLC X")
        .replace(/\.tla:\d+:\d+/gu, ".tla:L:C")
        .replace(/\bruns[/\\]\S+|\S*[/\\]runs[/\\]\S+/gu, "RUN FOLDER")
        .trimEnd(),
    )
    .sort();

const FENCE = "```";

interface Block {
  readonly language: string;
  readonly line: number;
  readonly lines: readonly string[];
  readonly marked: boolean;
}

const blocksOf = (page: string): readonly Block[] => {
  const lines = page.split("\n");
  const blocks: Block[] = [];
  for (let index = 0; index < lines.length; index++) {
    const language = /^```(\w+)$/u.exec(lines[index] ?? "")?.[1];
    if (language === undefined) continue;
    const end = lines.indexOf(FENCE, index + 1);
    if (end === -1) throw new Error(`line ${index + 1}: this block has no end`);
    const marked = lines.slice(0, index).findLast((line) => line.trim() !== "") === MARKER;
    blocks.push({ language, line: index + 1, lines: lines.slice(index + 1, end), marked });
    index = end;
  }
  return blocks;
};

const commandsOf = (lines: readonly string[], fence: number): readonly PageCommand[] =>
  lines.flatMap((text, index) => {
    const { command, exit } = COMMAND.exec(text)?.groups ?? {};
    if (command === undefined || exit === undefined) return [];
    return [{ line: fence + index + 1, command, exitCode: Number(exit) }];
  });
