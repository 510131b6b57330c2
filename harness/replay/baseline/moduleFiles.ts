import { readFile, realpath, stat } from "node:fs/promises";
import path from "node:path";
import { sha256 } from "../../cache/entry.ts";

/** The modules of a program, as far as their texts show them. */
export interface ProgramModules {
  /** SHA-256 of each file, in the order of their names as seen from the first. */
  readonly digests: readonly (readonly [file: string, digest: string])[];
  /** What the program uses besides: packages, what it imports by a name that it computes, files that are not found, its surroundings. */
  readonly beyond: readonly string[];
}

/**
 * A module, which must be there, and all that it reaches by relative imports. A reader of texts, no parser: what looks like an import in a
 * comment counts too, and does no harm.
 */
export const readModules = async (first: string): Promise<ProgramModules> => {
  const start = await realpath(first);
  const [digests, beyond] = [new Map<string, string>(), new Set<string>()];
  const queue = [start];
  for (const file of queue) {
    const bytes = await readFile(file);
    digests.set(path.relative(path.dirname(start), file).split(path.sep).join("/"), sha256(bytes));
    const { names, others } = usesOf(bytes.toString("utf8"));
    for (const other of others) beyond.add(other);
    for (const name of names) {
      const reached = RELATIVE.test(name) ? await filesOf(path.resolve(path.dirname(file), name)) : [];
      if (reached.length === 0 && !PURE.test(name)) beyond.add(name);
      queue.push(...reached.filter((one) => !queue.includes(one)));
    }
  }
  return { digests: [...digests].sort(), beyond: [...beyond].sort() };
};

const RELATIVE = /^\.\.?(\/|$)/;

/** This package itself, whose code is looked at anyway, and modules of Node's that do nothing but calculate. */
const PURE = /^(tla-conformance(\/.*)?|node:(assert|assert\/strict|util|path|url|buffer))$/;

/**
 * All files that a name may stand for, links followed as Node does: with TypeScript `./step.js` is `./step.ts`, and some
 * leave the ending out. None where a folder's package.json decides.
 */
const filesOf = async (name: string): Promise<readonly string[]> => {
  const plain = name.replace(/[?#].*$/, "");
  if (await isFile(path.join(plain, "package.json"))) return [];
  const names = [plain, plain.replace(/\.([cm]?)js$/, ".$1ts"), ...ENDINGS.map((ending) => plain + ending)];
  const found = await Promise.all(
    names.map(async (file) => ((await isFile(file)) ? [await realpath(file)] : [])),
  );
  return [...new Set(found.flat())];
};

const ENDINGS: readonly string[] = [".ts", ".mts", ".js", ".mjs", ".cjs", ".json", "/index.ts", "/index.js"];

const isFile = async (file: string): Promise<boolean> =>
  (await stat(file).catch(() => null))?.isFile() === true;

/** What may stand between the words of an import. */
const GAP = String.raw`(?:\s|/\*[\s\S]*?\*/|//[^\n]*\n)*`;
const IMPORT = new RegExp(`\\b(?:from|import)${GAP}(["'])([^"'\\n]+)\\1`, "g");
const CALL = new RegExp(`\\b(?:import(?:\\.(?:source|defer))?|require)${GAP}\\(${GAP}`, "g");
const PLAIN_NAME = new RegExp(`(["'\`])([^"'\`\\n\\\\$]+)\\1${GAP}[,)]`, "y");

/** What shows that more than modules decides what a program does. */
const SURROUNDINGS: readonly (readonly [name: string, sign: RegExp])[] = [
  ["process", /\bprocess\s*(?:\?\.|\.)\s*(?:env|argv|cwd|stdin|binding|getBuiltinModule)\b/],
  ["process", /\bprocess\s*(?:\?\.\s*)?\[|=\s*process\b(?!\s*[.([?])/],
  ["globalThis", /\bglobalThis\s*(?:\?\.\s*)?\[|\bglobalThis\s*\.\s*fetch\b/],
  ["fetch", /(?<![\w.$])fetch\s*\(/],
  ["eval", /(?<![\w.$])(?:eval|Function)\s*\(/],
  ["require", /(?:[=(,:?&|[{]|\breturn)\s*require\b(?!\s*\()/],
];

interface Uses {
  /** Of modules. */
  readonly names: readonly string[];
  /** Of anything else, in a word. */
  readonly others: readonly string[];
}

const usesOf = (text: string): Uses => {
  const calls = [...text.matchAll(CALL)].map((call) => calledName(text, call.index + call[0].length));
  const others = SURROUNDINGS.filter(([, sign]) => sign.test(text)).map(([name]) => name);
  return {
    names: [
      ...[...text.matchAll(IMPORT)].flatMap(([, , name]) => name ?? []),
      ...calls.filter((name) => name !== null),
    ],
    others: [...others, ...(calls.includes(null) ? ["import(...)"] : [])],
  };
};

/** The name at a place, if it is one as it stands; null when the program makes it up. */
const calledName = (text: string, place: number): string | null => {
  PLAIN_NAME.lastIndex = place;
  return PLAIN_NAME.exec(text)?.[2] ?? null;
};
