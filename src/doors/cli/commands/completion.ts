import { defineCommand } from "../command.ts";

export const command = defineCommand({
  name: "completion",
  summary: "print a completion script for your shell",
  flags: {
    shell: {
      type: "positional",
      required: true,
      valueHint: "SHELL",
      options: ["bash", "zsh", "fish", "powershell"],
      description: "bash, zsh, fish or powershell",
    },
  },
  examples: [
    { text: "bash, for this session", line: "completion bash > fixops.bash && source fixops.bash" },
    { text: "zsh, into a directory of your fpath", line: "completion zsh > ~/.zfunc/_fixops" },
    { text: "fish", line: "completion fish > ~/.config/fish/completions/fixops.fish" },
    { text: "PowerShell, in your profile", line: "completion powershell | Out-String | Invoke-Expression" },
  ],
  async run(flags, _runtime, commands) {
    const [{ completionScript }, { completionWords }] = await Promise.all([
      import("../completion/script.ts"),
      import("../completion/words.ts"),
    ]);
    return { code: 0, out: completionScript(flags.shell, await completionWords(commands)), exact: true };
  },
});
