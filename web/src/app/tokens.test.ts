import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { parse } from 'postcss';

const tokensFile = 'web/src/app/tokens.css';

/** A declaration, and where it stands: `features/people/people-pane.module.css .name`. */
interface Declared {
  readonly at: string;
  readonly property: string;
  readonly value: string;
}

/** Places that need a number or a colour of their own, each with its reason. */
const exceptions: Readonly<Record<string, string>> = {
  'person/person-mark.module.css .mark':
    'its colour and its letter follow the person and the size it is given',
  'features/automation/recipes/picture.module.css .picture text': 'its unit is that of the drawing',
  'features/conversation/text/message-text.module.css .text code': 'it follows the text that it stands in',
  "features/conversation/text/message-text.module.css .text[data-large='true']":
    'emoji by themselves are a picture, not text',
};

const declarationsOf = (source: string, file: string): Declared[] => {
  const found: Declared[] = [];
  parse(source).walkDecls(({ prop, value, parent }) => {
    const selector = parent !== undefined && 'selector' in parent ? String(parent.selector) : '';
    found.push({ at: `${file} ${selector.replaceAll('\n', ' ')}`, property: prop, value });
  });
  return found;
};

const isSpacing = (property: string) =>
  /^(padding|margin|gap|row-gap|column-gap|border-spacing)/.test(property);
const isLength = (property: string) =>
  /^(min-|max-)?(width|height|inline-size|block-size)$|^(top|right|bottom|left|inset)/.test(property);
const literalColour =
  /#[0-9a-f]{3,8}\b|\b(rgba?|hsla?|oklch|oklab|lab|lch|hwb|color-mix)\(|\b(white|black)\b/i;

/** What of the scale a declaration does not keep to; null when it keeps to all of it. */
function offScale({ property, value }: Declared): string | null {
  if (literalColour.test(value)) return 'a colour';
  if (property === 'font-size' && !/^(var\(--text-\w+\)|inherit)$/.test(value)) return 'a font size';
  if (property === 'font-weight' && !/^(var\(--weight-\w+\)|400|inherit)$/.test(value))
    return 'a font weight';
  // 1 and 20px are of what holds one line and no more.
  if (property === 'line-height' && !/^(var\(--leading-\w+\)|1|20px)$/.test(value)) return 'a line height';
  if (property.endsWith('radius') && !/^((var\(--radius-\w+\)|0|50%)\s?)+$|^calc\(var/.test(value))
    return 'a radius';
  if (property === 'box-shadow' && /\d+px \d+px/.test(value)) return 'an elevation';
  if (isSpacing(property) && /\d(px|r?em)/.test(value)) return 'a spacing';
  if (
    isLength(property) &&
    [...value.matchAll(/(\d+)px/g)].some(([, length]) => Number(length) > 2 && Number(length) % 4 !== 0)
  )
    return 'a length off the grid of 4 pixels';
  return null;
}

const offences = (declarations: readonly Declared[]) =>
  declarations.flatMap((declared) => {
    const what = offScale(declared);
    return what === null || declared.at in exceptions
      ? []
      : [`${declared.at}: ${what} of its own, ${declared.property}: ${declared.value}`];
  });

describe('the scale', () => {
  const files = readdirSync('web/src', { recursive: true, encoding: 'utf8' })
    .map((file) => file.replaceAll('\\', '/'))
    .filter((file) => file.endsWith('.css') && file !== 'app/tokens.css');
  const all = files.flatMap((file) => declarationsOf(readFileSync(path.join('web/src', file), 'utf8'), file));

  it('is the only source of sizes, distances and colours', () => {
    expect(files.length).toBeGreaterThan(20);
    expect(offences(all)).toEqual([]);
  });

  it('makes no exception that nobody needs', () => {
    const needed = new Set(all.filter((declared) => offScale(declared) !== null).map(({ at }) => at));
    expect(Object.keys(exceptions).filter((at) => !needed.has(at))).toEqual([]);
  });

  it('has every variable that is asked for', () => {
    // given
    const source = readFileSync(tokensFile, 'utf8');
    const given = new Set([...source.matchAll(/(--[\w-]+):/g)].map(([, name]) => name));
    const own = new Set(
      all.filter(({ property }) => property.startsWith('--')).map(({ property }) => property),
    );
    const set = ['--size', '--hue']; // by person-mark.tsx
    // when
    const asked = [
      ...all.map(({ value }) => value),
      source,
      readFileSync('web/src/app/theme.ts', 'utf8'),
    ].flatMap((text) => [...text.matchAll(/var\((--[\w-]+)/g)].map(([, name]) => name!));
    // then
    expect(
      [...new Set(asked)].filter(
        (name) => !name.startsWith('--mantine-') && !given.has(name) && !own.has(name) && !set.includes(name),
      ),
    ).toEqual([]);
  });

  it('has few steps: six sizes of text, six distances', () => {
    const source = readFileSync(tokensFile, 'utf8');
    expect(source.match(/--text-\w+:/g)).toHaveLength(6);
    expect(source.match(/--space-\d+:/g)).toHaveLength(6);
  });

  it.each([
    ['font-size: 15px', 'a font size'],
    ['color: #123456', 'a colour'],
    ['background: light-dark(rgb(0 0 0 / 0.1), var(--line))', 'a colour'],
    ['padding: 0 var(--space-2) 3px', 'a spacing'],
    ['margin-top: -1rem', 'a spacing'],
    ['border-radius: 5px', 'a radius'],
    ['box-shadow: 0 2px 10px var(--line)', 'an elevation'],
    ['width: 42px', 'a length off the grid of 4 pixels'],
  ])('refuses %s', (declaration, what) => {
    const [declared] = declarationsOf(`.some { ${declaration}; }`, 'some.module.css');
    expect(offScale(declared!)).toBe(what);
  });

  it.each([
    'font-size: var(--text-small)',
    'padding: 0 var(--space-2)',
    'margin: auto',
    'width: 40px',
    'color: var(--dim)',
  ])('accepts %s', (declaration) => {
    const [declared] = declarationsOf(`.some { ${declaration}; }`, 'some.module.css');
    expect(offScale(declared!)).toBeNull();
  });
});
