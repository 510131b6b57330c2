import { readFile, stat } from "node:fs/promises";
import path from "node:path";
import { sha256 } from "../../cache/entry.ts";

/** The modules of a program, as far as their texts show them. */
export interface ProgramModules {
  /** SHA-256 of each file's text, in the order of their names as seen from the first. */
  readonly digests: readonly (readonly [file: string, digest: string])[];
  /** What the program uses besides: packages, what it imports by a name that it computes, files that are not found. */
  readonly beyond: readonly string[];
}

/**
 * A module, which must be there, and all that it reaches by relative imports. A reader of texts, no parser: what looks like an import in a
 * comment counts too, and does no harm.
 */
export const readModules = async (first: string): Promise<ProgramModules> => {
  const start = path.resolve(first);
  const [digests, beyond] = [new Map<string, string>(), new Set<string>()];
  const queue = [start];
  for (const file of queue) {
    const text = await readFile(file, "utf8");
    digests.set(path.relative(path.dirname(start), file).split(path.sep).join("/"), sha256(text));
    const found = importsIn(text);
    if (found.computed) beyond.add("import(...)");
    for (const name of found.names) {
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

/** All files that a name may stand for: with TypeScript `./step.js` is `./step.ts`, and some leave the ending out. */
const filesOf = async (name: string): Promise<readonly string[]> => {
  const plain = name.replace(/[?#].*$/, "");
  const names = [plain, plain.replace(/\.([cm]?)js$/, ".$1ts"), ...ENDINGS.map((ending) => plain + ending)];
  const found = await Promise.all(names.map(async (file) => ((await isFile(file)) ? [file] : [])));
  return [...new Set(found.flat())];
};

const ENDINGS: readonly string[] = [".ts", ".mts", ".js", ".mjs", ".cjs", ".json", "/index.ts", "/index.js"];

const isFile = async (file: string): Promise<boolean> =>
  (await stat(file).catch(() => null))?.isFile() === true;

const IMPORT = /(?:\bfrom\s*|\bimport\s*|\b(?:import|require)\s*\(\s*)(["'`])([^"'`\n]+)\1/g;

const importsIn = (text: string): { readonly names: readonly string[]; readonly computed: boolean } => ({
  names: [...text.matchAll(IMPORT)].flatMap(([, , name]) => name ?? []),
  computed:
    /\b(?:import|require)\s*\(\s*(?!["'`]|\s)/.test(text) || /`[^`\n]*\$\{[^`\n]*`/.test(importCalls(text)),
});

/** The beginnings of what is imported by calls. */
const importCalls = (text: string): string =>
  [...text.matchAll(/\b(?:import|require)\s*\(([^)\n]*)/g)].map(([, inside]) => inside ?? "").join("\n");
