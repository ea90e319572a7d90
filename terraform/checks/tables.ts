import type { Configuration, Module } from './configuration';

const start = '<!-- made by `npm run terraform:tables` -->';
const end = '<!-- end of what is made -->';

/** `string` of `${string}`; what is longer than a word or two is called by its first word. */
const typeOf = (type: unknown): string => {
  const text = String(type)
    .replace(/^\$\{(.*)\}$/s, '$1')
    .replace(/\s+/g, ' ');
  return text.length <= 20
    ? text
    : text.replace(/^(\w+\(\w+).*$/, '$1(…))').replace(/^object\(.*$/, 'object');
};

const cell = (text: unknown): string => String(text).replaceAll('|', '\\|');

/** The tables of a module's variables and outputs. */
export function tablesOf({ variables, outputs }: Module): string {
  const inputs = [...variables].map(([name, body]) => {
    const isOptional = body['default'] !== undefined;
    const usual = isOptional ? `\`${JSON.stringify(body['default'])}\`` : 'must be set';
    return `| \`${name}\` | ${typeOf(body['type'])} | ${usual} | ${cell(body['description'])} |`;
  });
  const results = [...outputs].map(([name, body]) => `| \`${name}\` | ${cell(body['description'])} |`);
  return [
    start,
    '',
    '| variable | type | unless set | what it is |',
    '| --- | --- | --- | --- |',
    ...inputs.sort(),
    '',
    '| output | what it is |',
    '| --- | --- |',
    ...results.sort(),
    '',
    end,
  ].join('\n');
}

/** A README with its tables made anew. Throws where it has no place for them. */
export function withTables(readme: string, module: Module): string {
  const [from, to] = [readme.indexOf(start), readme.indexOf(end)];
  if (from < 0 || to < from) throw new TypeError(`no place for the tables of ${module.folder}`);
  return readme.slice(0, from) + tablesOf(module) + readme.slice(to + end.length);
}

/** Where each module's README is, from the folder `terraform`. */
export const readmesOf = ({ modules }: Configuration): ReadonlyMap<string, Module> =>
  new Map(
    [...modules].map(([folder, module]) => [folder === '.' ? 'README.md' : `${folder}/README.md`, module]),
  );
