import tseslint from "typescript-eslint";

export default tseslint.config(
  { ignores: ["dist", "runs", "node_modules", "coverage", "**/*.cjs", "docs/example", "eslint.config.js"] },
  ...tseslint.configs.strictTypeChecked,
  {
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      "@typescript-eslint/switch-exhaustiveness-check": [
        "error",
        { allowDefaultCaseForExhaustiveSwitch: false, requireDefaultForNonUnion: true },
      ],
      "@typescript-eslint/no-non-null-assertion": "error",
      "@typescript-eslint/restrict-template-expressions": [
        "error",
        { allowNumber: true, allowBoolean: true },
      ],
      "@typescript-eslint/no-confusing-void-expression": ["error", { ignoreArrowShorthand: true }],
      "max-lines": ["error", { max: 250, skipBlankLines: true, skipComments: true }],
      "max-lines-per-function": ["error", { max: 40, skipBlankLines: true, skipComments: true }],
      "max-params": ["error", 3],
    },
  },
  {
    // Only the command line may touch the process; everything else returns values.
    files: ["impl/**", "traces/**", "harness/**"],
    ignores: ["harness/cli.ts", "**/*.test.ts"],
    rules: {
      "no-console": "error",
      "no-restricted-properties": [
        "error",
        { object: "process", property: "argv", message: "Only harness/cli.ts reads the command line." },
        { object: "process", property: "exitCode", message: "Only harness/cli.ts sets the exit code." },
        { object: "process", property: "exit", message: "Only harness/cli.ts ends the process." },
      ],
    },
  },
  {
    files: ["**/*.test.ts"],
    rules: { "max-lines-per-function": "off", "max-lines": ["error", { max: 400 }] },
  },
);
