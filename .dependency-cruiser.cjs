/** Layer rules of the house: an import may only point down. See docs/adr-001-shape.md. */
module.exports = {
  forbidden: [
    { name: "no-cycles", severity: "error", from: {}, to: { circular: true } },
    {
      name: "cores-are-pure",
      comment: "The cores take time and chance as inputs: no packages, no Node modules, no drivers.",
      severity: "error",
      from: { path: "^impl/(elector|ledger)/", pathNot: "\\.test\\.ts$" },
      to: { pathNot: "^impl/(elector|ledger)/" },
    },
    {
      name: "mutants-bend-cores-only",
      severity: "error",
      from: { path: "^impl/mutants/", pathNot: "\\.test\\.ts$" },
      to: { pathNot: "^impl/(elector|ledger|mutants)/" },
    },
    {
      name: "impl-is-the-bottom",
      severity: "error",
      from: { path: "^impl/" },
      to: { path: "^(traces|harness|scripts)/" },
    },
    {
      name: "traces-below-harness",
      severity: "error",
      from: { path: "^traces/" },
      to: { path: "^(harness|scripts)/" },
    },
    {
      name: "engine-knows-no-system",
      comment: "Delete harness/targets and the engine still checks anybody's spec.",
      severity: "error",
      from: { path: "^harness/", pathNot: "^harness/(targets/|commands/|cli\\.ts|.*\\.test\\.ts)" },
      to: { path: "^(impl|harness/targets)/" },
    },
    {
      name: "commands-know-targets-by-their-interface",
      severity: "error",
      from: { path: "^harness/(commands/|cli)", pathNot: "\\.test\\.ts$" },
      to: { path: "^harness/targets/[^/]+/" },
    },
    {
      name: "only-targets-import-impl",
      severity: "error",
      from: { path: "^harness/", pathNot: "^harness/(targets/|.*\\.test\\.ts)" },
      to: { path: "^impl/" },
    },
    {
      name: "one-door-to-java",
      severity: "error",
      // The TCP driver starts nodes, the tests' set-up npm; neither starts Java.
      from: { pathNot: "^(harness/tlc/|impl/cluster/tcp/|scripts/builtCommand\\.ts|.*\\.test\\.ts)" },
      to: { path: "(^|/)execa|^node:child_process$|^child_process$", dependencyTypesNot: ["type-only"] },
    },
    { name: "no-orphan-imports", severity: "error", from: {}, to: { couldNotResolve: true } },
    {
      name: "not-to-dev-dep",
      severity: "error",
      from: { path: "^(impl|traces|harness)/", pathNot: "(\\.test\\.ts$|/fixtures/)" },
      to: { dependencyTypes: ["npm-dev"], pathNot: "node_modules/@types/" },
    },
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    tsConfig: { fileName: "tsconfig.json" },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["import", "require", "node", "default", "types"],
    },
  },
};
