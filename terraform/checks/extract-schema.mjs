// `npm run terraform:schema -- FOLDER…`: writes provider-schema.json, an extract of the providers' schemas for the
// resources and data sources that the configuration uses. Each folder holds one unpacked package of typings:
// @cdktf/provider-google, @cdktf/provider-google-beta, @cdktf/provider-archive (`npm pack NAME`, then `tar xzf`).
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import prettier from 'prettier';
import ts from 'typescript';

const here = path.dirname(fileURLToPath(import.meta.url));
const root = path.dirname(here);

const snake = (name) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/** The types that stand in `resource "…"` and `data "…"`. */
function usedTypes() {
  const files = readdirSync(root, { recursive: true }).filter((file) => file.endsWith('.tf'));
  const text = files.map((file) => readFileSync(path.join(root, file), 'utf8')).join('\n');
  const found = [...text.matchAll(/^(resource|data) "([a-z0-9_]+)"/gm)];
  return [...new Set(found.map(([, kind, type]) => `${kind} ${type}`))].sort();
}

/** The typings of one type: google_pubsub_topic lies in pubsub-topic, of google-beta in google-pubsub-topic. */
function typingsOf(packages, used) {
  const [kind, type] = used.split(' ');
  const dashed = type.replaceAll('_', '-');
  const names = [dashed, dashed.replace(/^[a-z]+-/, '')].map((name) =>
    kind === 'data' ? `data-${name}` : name,
  );
  for (const { folder, provider, version } of packages) {
    for (const name of [...names, ...(kind === 'data' ? [`data-${dashed}`] : [])]) {
      const file = path.join(folder, 'lib', name, 'index.d.ts');
      if (!existsSync(file)) continue;
      const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, true);
      if ([type, type.replace(/^[a-z]+_/, '')].some((each) => source.text.includes(`/${each}#`)))
        return { source, provider, version };
    }
  }
  throw new Error(`no package has typings of ${used}`);
}

const textOf = (node) => (ts.getJSDocCommentsAndTags(node)[0]?.getText() ?? '').replace(/\n\s*\*/g, ' ');

/** Values in "Possible values: [...]", where the comment closes the list. */
function valuesIn(comment) {
  const found = /Possible values: \[([^\]]*)\]/.exec(comment);
  return found === null ? undefined : [...found[1].matchAll(/"([^"]*)"/g)].map(([, value]) => value);
}

const kinds = [
  [/^(string)$/, 'string'],
  [/^number$/, 'number'],
  [/^boolean/, 'bool'],
  [/\[\]$/, 'list'],
];

function schemaOf(source, used) {
  const interfaces = new Map();
  const classes = new Map();
  source.forEachChild((node) => {
    if (ts.isInterfaceDeclaration(node)) interfaces.set(node.name.text, node);
    if (ts.isClassDeclaration(node)) classes.set(node.name.text, node);
  });
  const configName = [...interfaces].find(([, node]) =>
    node.heritageClauses?.[0]?.getText().includes('TerraformMetaArguments'),
  )?.[0];
  if (configName === undefined) throw new Error(`no arguments of ${used}`);

  const blockOf = (name) => {
    const attributes = {};
    const blocks = {};
    for (const member of interfaces.get(name).members) {
      const comment = textOf(member);
      const attribute = /#([a-z0-9_]+) /.exec(comment)?.[1] ?? snake(member.name.getText());
      const type = member.type
        .getText()
        .replace(/ \| cdktf\.IResolvable/g, '')
        .replace(/\s+/g, ' ');
      const inner = /^([A-Z]\w+)(\[\])?$/.exec(type);
      const required = member.questionToken === undefined ? { required: true } : {};
      if (inner !== null && interfaces.has(inner[1])) {
        if (attribute !== 'timeouts')
          blocks[attribute] = { ...required, ...(inner[2] ? { many: true } : {}), ...blockOf(inner[1]) };
        continue;
      }
      const kind = kinds.find(([pattern]) => pattern.test(type))?.[1] ?? 'map';
      const values = valuesIn(comment);
      attributes[attribute] = { type: kind, ...required, ...(values === undefined ? {} : { values }) };
    }
    return { attributes, ...(Object.keys(blocks).length === 0 ? {} : { blocks }) };
  };

  const schema = blockOf(configName);
  const main = [...classes].find(([, node]) =>
    /Terraform(Resource|DataSource)\b/.test(node.heritageClauses?.[0]?.getText() ?? ''),
  )[1];
  const own = new Set([...Object.keys(schema.attributes), ...Object.keys(schema.blocks ?? {})]);
  const computed = main.members
    .filter((member) => ts.isGetAccessor(member) && !member.name.getText().endsWith('Input'))
    .map((member) => snake(member.name.getText()))
    .filter((name) => !own.has(name) && name !== 'timeouts');
  return { ...schema, computed: [...new Set(computed)].sort() };
}

const packages = process.argv.slice(2).map((folder) => {
  const { cdktf } = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8'));
  return {
    folder,
    provider: cdktf.provider.name.replace(/^.*hashicorp\//, ''),
    version: cdktf.provider.version,
  };
});
const providers = Object.fromEntries(packages.map(({ provider, version }) => [provider, version]));
const types = Object.fromEntries(
  usedTypes().map((used) => {
    const { source, provider } = typingsOf(packages, used);
    return [used, { provider, ...schemaOf(source, used) }];
  }),
);
const file = path.join(here, 'provider-schema.json');
const options = await prettier.resolveConfig(file);
writeFileSync(
  file,
  await prettier.format(JSON.stringify({ providers, types }), { ...options, parser: 'json' }),
);
