/** Options that every command takes, as the command line gives them: text, not yet decoded. */
export interface CommonOptions {
  readonly target?: string;
  readonly spec?: string;
  readonly cfg?: string;
  readonly config?: string;
  /** Names of silent actions, joined by commas, and how many silent steps may come before one event. */
  readonly silent?: string;
  readonly maxSilent?: string;
  readonly json?: boolean;
  readonly outDir?: string;
  readonly jobs?: string;
  readonly timeout?: string;
  readonly memory?: string;
  readonly seed?: string;
  readonly cache?: boolean;
  readonly tla2tools?: string;
  readonly verbose?: boolean;
}

/** What a command is given besides its options. */
export interface CommandContext {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly progress: (text: string) => void;
  readonly signal: AbortSignal;
}

/** What a command gives back; only cli.ts prints it and sets the exit code. */
export interface CommandResult {
  readonly json: unknown;
  readonly text: string;
  readonly exitCode: number;
}
