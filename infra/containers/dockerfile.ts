import {
  DockerfileParser,
  type Cmd,
  type Copy,
  type Env,
  type From,
  type Healthcheck,
  type Instruction,
  type JSONInstruction,
} from 'dockerfile-ast';

/** A stage of a Dockerfile, as far as containers depend on it. Whatever it does not say is empty. */
export interface Stage {
  /** What it starts from, as it is written: `node:24.21.0-trixie-slim`. */
  readonly image: string;
  readonly tag: string;
  readonly name: string;
  readonly workdir: string;
  readonly user: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly copies: readonly {
    /** The stage that it is copied from; empty for the context of the build. */
    readonly from: string;
    readonly sources: readonly string[];
    readonly target: string;
    readonly flags: readonly string[];
  }[];
  /** Folders that are written to. */
  readonly volumes: readonly string[];
  /** The words of CMD and of the health check in their exec forms; empty for one in the form of a shell. */
  readonly command: readonly string[];
  readonly healthcheck: readonly string[];
  /** Names of the flags of the health check. */
  readonly healthcheckFlags: readonly string[];
  readonly stopSignal: string;
  /** Every instruction: its keyword and what follows. */
  readonly instructions: readonly { readonly keyword: string; readonly text: string }[];
}

const wordsOf = (instruction: JSONInstruction): string[] => {
  const words = instruction.getJSONStrings().map((each) => each.getJSONValue());
  return instruction.getOpeningBracket() === null ? [] : words;
};
const valuesOf = (instruction: Instruction) => instruction.getArguments().map((each) => each.getValue());

/** The stages of a Dockerfile, the one that becomes the image at the end. Raises nothing: what is missing is empty. */
export function stagesOf(text: string): readonly Stage[] {
  const stages: Instruction[][] = [];
  for (const instruction of DockerfileParser.parse(text).getInstructions()) {
    if (instruction.getKeyword() === 'FROM') stages.push([]);
    stages.at(-1)?.push(instruction);
  }
  return stages.map((instructions) => {
    const all = <T extends Instruction>(keyword: string) =>
      instructions.filter((each) => each.getKeyword() === keyword) as T[];
    const last = (keyword: string) => valuesOf(all(keyword).at(-1) ?? instructions[0]!)[0]!;
    const has = (keyword: string) => all(keyword).length > 0;
    const [from] = all<From>('FROM');
    const health = all<Healthcheck>('HEALTHCHECK').at(-1);
    const healthCommand = health?.getSubcommand()?.getValue() === 'CMD' ? valuesOf(health).slice(1) : [];
    return {
      image: from!.getImage() ?? '',
      tag: from!.getImageTag() ?? '',
      name: from!.getBuildStage() ?? '',
      workdir: has('WORKDIR') ? last('WORKDIR') : '/',
      user: has('USER') ? last('USER') : '',
      environment: Object.fromEntries(
        all<Env>('ENV').flatMap((each) =>
          each.getProperties().map((property) => [property.getName(), property.getValue() ?? '']),
        ),
      ),
      copies: [...all<Copy>('COPY'), ...all<Copy>('ADD')].map((copy) => {
        const words = valuesOf(copy);
        return {
          from:
            copy
              .getFlags()
              .find((flag) => flag.getName() === 'from')
              ?.getValue() ?? '',
          sources: words.slice(0, -1),
          target: words.at(-1) ?? '',
          flags: copy.getFlags().map((flag) => flag.getName()),
        };
      }),
      volumes: all<JSONInstruction>('VOLUME').flatMap(wordsOf),
      command: all<Cmd>('CMD').slice(-1).flatMap(wordsOf),
      healthcheck: healthCommand.join(' ').startsWith('[')
        ? (JSON.parse(healthCommand.join(' ')) as string[])
        : [],
      healthcheckFlags: health?.getFlags().map((flag) => flag.getName()) ?? [],
      stopSignal: has('STOPSIGNAL') ? last('STOPSIGNAL') : '',
      instructions: instructions.map((each) => ({
        keyword: each.getKeyword(),
        text: valuesOf(each).join(' '),
      })),
    };
  });
}
