/**
 * Writes tables.ts from the Unicode Character Database, version 13.0.0: the one that Java 17 knows.
 *
 * node generate.mjs FOLDER, where FOLDER is the unpacked npm package @unicode/unicode-13.0.0. It is asked for only
 * here: what is generated is committed, and only that is shipped.
 */
import { readdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

const folder = resolve(process.argv[2]);
const version = '13.0.0';
const last = 0x10ffff;
const digits = '0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-_';

const load = async (path) => (await import(pathToFileURL(join(folder, `${path}.mjs`)).href)).default;
const names = (kind) =>
  readdirSync(join(folder, kind), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name);
/** Ranges as [first, last], sorted. */
const ranges = async (path) =>
  (await load(`${path}/ranges`)).map(({ begin, end }) => [begin, end - 1]).sort((a, b) => a[0] - b[0]);

/** A number in digits of five bits, the lowest first; all but the last digit have the sixth bit set. */
function encode(number) {
  let text = '';
  for (; number > 31; number = Math.floor(number / 32)) text += digits[32 + (number % 32)];
  return text + digits[number];
}
const zigzag = (number) => (number < 0 ? -2 * number - 1 : 2 * number);

/** A partition of all code points: runs of (length, class), the class that most points lack being `rest`. */
async function partition(kind, classes, rest) {
  const all = [];
  for (const [index, name] of classes.entries()) {
    if (name === rest) continue;
    for (const [from, to] of await ranges(`${kind}/${name}`)) all.push([from, to, index]);
  }
  all.sort((a, b) => a[0] - b[0]);
  const runs = [];
  const add = (length, index) => {
    if (length === 0) return;
    if (runs.at(-1)?.[1] === index) runs.at(-1)[0] += length;
    else runs.push([length, index]);
  };
  let at = 0;
  for (const [from, to, index] of all) {
    if (from < at) throw new Error(`${kind} overlaps at ${from}`);
    add(from - at, classes.indexOf(rest));
    add(to + 1 - from, index);
    at = to + 1;
  }
  add(last + 1 - at, classes.indexOf(rest));
  return runs.map(([length, index]) => encode(length) + encode(index)).join('');
}

/** A set of code points: gaps and lengths by turns. */
async function set(path) {
  let at = 0;
  let text = '';
  for (const [from, to] of await ranges(path)) {
    text += encode(from - at) + encode(to - from);
    at = to + 1;
  }
  return text;
}

/** A mapping of single code points: runs of (gap, count, step, difference). */
async function mapping(path) {
  const pairs = [...(await load(`${path}/code-points`))].sort((a, b) => a[0] - b[0]);
  const runs = [];
  for (const [from, to] of pairs) {
    const run = runs.at(-1);
    const step = run === undefined ? 0 : from - run.end;
    if (
      run !== undefined &&
      run.difference === to - from &&
      step <= 2 &&
      (run.count === 1 || run.step === step)
    ) {
      run.count++;
      run.step = step;
      run.end = from;
    } else runs.push({ start: from, end: from, count: 1, step: 1, difference: to - from });
  }
  let at = 0;
  let text = '';
  for (const { start, end, count, step, difference } of runs) {
    text += encode(start - at) + encode(count) + encode(step) + encode(zigzag(difference));
    at = end;
  }
  return text;
}

const categories = {
  Cn: 'Unassigned',
  Lu: 'Uppercase_Letter',
  Ll: 'Lowercase_Letter',
  Lt: 'Titlecase_Letter',
  Lm: 'Modifier_Letter',
  Lo: 'Other_Letter',
  Mn: 'Nonspacing_Mark',
  Me: 'Enclosing_Mark',
  Mc: 'Spacing_Mark',
  Nd: 'Decimal_Number',
  Nl: 'Letter_Number',
  No: 'Other_Number',
  Zs: 'Space_Separator',
  Zl: 'Line_Separator',
  Zp: 'Paragraph_Separator',
  Cc: 'Control',
  Cf: 'Format',
  Co: 'Private_Use',
  Cs: 'Surrogate',
  Pd: 'Dash_Punctuation',
  Ps: 'Open_Punctuation',
  Pe: 'Close_Punctuation',
  Pc: 'Connector_Punctuation',
  Po: 'Other_Punctuation',
  Sm: 'Math_Symbol',
  Sc: 'Currency_Symbol',
  Sk: 'Modifier_Symbol',
  So: 'Other_Symbol',
  Pi: 'Initial_Punctuation',
  Pf: 'Final_Punctuation',
};

/** ISO 15924 codes of the scripts, by which a pattern may also name them. */
const scriptCodes =
  'Adlam:Adlm Ahom:Ahom Anatolian_Hieroglyphs:Hluw Arabic:Arab Armenian:Armn Avestan:Avst Balinese:Bali Bamum:Bamu ' +
  'Bassa_Vah:Bass Batak:Batk Bengali:Beng Bhaiksuki:Bhks Bopomofo:Bopo Brahmi:Brah Braille:Brai Buginese:Bugi ' +
  'Buhid:Buhd Canadian_Aboriginal:Cans Carian:Cari Caucasian_Albanian:Aghb Chakma:Cakm Cham:Cham Cherokee:Cher ' +
  'Chorasmian:Chrs Common:Zyyy Coptic:Copt Cuneiform:Xsux Cypriot:Cprt Cyrillic:Cyrl Deseret:Dsrt Devanagari:Deva ' +
  'Dives_Akuru:Diak Dogra:Dogr Duployan:Dupl Egyptian_Hieroglyphs:Egyp Elbasan:Elba Elymaic:Elym Ethiopic:Ethi ' +
  'Georgian:Geor Glagolitic:Glag Gothic:Goth Grantha:Gran Greek:Grek Gujarati:Gujr Gunjala_Gondi:Gong ' +
  'Gurmukhi:Guru Han:Hani Hangul:Hang Hanifi_Rohingya:Rohg Hanunoo:Hano Hatran:Hatr Hebrew:Hebr Hiragana:Hira ' +
  'Imperial_Aramaic:Armi Inherited:Zinh Inscriptional_Pahlavi:Phli Inscriptional_Parthian:Prti Javanese:Java ' +
  'Kaithi:Kthi Kannada:Knda Katakana:Kana Kayah_Li:Kali Kharoshthi:Khar Khitan_Small_Script:Kits Khmer:Khmr ' +
  'Khojki:Khoj Khudawadi:Sind Lao:Laoo Latin:Latn Lepcha:Lepc Limbu:Limb Linear_A:Lina Linear_B:Linb Lisu:Lisu ' +
  'Lycian:Lyci Lydian:Lydi Mahajani:Mahj Makasar:Maka Malayalam:Mlym Mandaic:Mand Manichaean:Mani Marchen:Marc ' +
  'Masaram_Gondi:Gonm Medefaidrin:Medf Meetei_Mayek:Mtei Mende_Kikakui:Mend Meroitic_Cursive:Merc ' +
  'Meroitic_Hieroglyphs:Mero Miao:Plrd Modi:Modi Mongolian:Mong Mro:Mroo Multani:Mult Myanmar:Mymr Nabataean:Nbat ' +
  'Nandinagari:Nand New_Tai_Lue:Talu Newa:Newa Nko:Nkoo Nushu:Nshu Nyiakeng_Puachue_Hmong:Hmnp Ogham:Ogam ' +
  'Ol_Chiki:Olck Old_Hungarian:Hung Old_Italic:Ital Old_North_Arabian:Narb Old_Permic:Perm Old_Persian:Xpeo ' +
  'Old_Sogdian:Sogo Old_South_Arabian:Sarb Old_Turkic:Orkh Oriya:Orya Osage:Osge Osmanya:Osma Pahawh_Hmong:Hmng ' +
  'Palmyrene:Palm Pau_Cin_Hau:Pauc Phags_Pa:Phag Phoenician:Phnx Psalter_Pahlavi:Phlp Rejang:Rjng Runic:Runr ' +
  'Samaritan:Samr Saurashtra:Saur Sharada:Shrd Shavian:Shaw Siddham:Sidd SignWriting:Sgnw Sinhala:Sinh ' +
  'Sogdian:Sogd Sora_Sompeng:Sora Soyombo:Soyo Sundanese:Sund Syloti_Nagri:Sylo Syriac:Syrc Tagalog:Tglg ' +
  'Tagbanwa:Tagb Tai_Le:Tale Tai_Tham:Lana Tai_Viet:Tavt Takri:Takr Tamil:Taml Tangut:Tang Telugu:Telu ' +
  'Thaana:Thaa Thai:Thai Tibetan:Tibt Tifinagh:Tfng Tirhuta:Tirh Ugaritic:Ugar Unknown:Zzzz Vai:Vaii Wancho:Wcho ' +
  'Warang_Citi:Wara Yezidi:Yezi Yi:Yiii Zanabazar_Square:Zanb';
const codeOf = new Map(scriptCodes.split(' ').map((pair) => pair.split(':')));

const scripts = ['Unknown', ...names('Script').filter((name) => name !== 'Unknown')];
const blocks = ['No_Block', ...names('Block').filter((name) => name !== 'No_Block')];
const graphemes = names('Grapheme_Cluster_Break');
for (const script of scripts) if (!codeOf.has(script)) throw new Error(`${script} has no code`);

const literal = (text) => `\n  '${text.match(/.{1,100}/g).join("' +\n  '")}'`;
const constant = (name, comment, text) => `/** ${comment} */\nexport const ${name} =${literal(text)};\n`;

const parts = [
  `// Generated by generate.mjs from the Unicode Character Database ${version}; data © Unicode, Inc., under its licence.\n`,
  `/** The version of Unicode that all tables are of. */\nexport const unicodeVersion = '${version}';\n`,
  constant(
    'categoryNames',
    'General categories, by their index in `categoryRuns`.',
    Object.keys(categories).join(' '),
  ),
  constant(
    'categoryRuns',
    'General categories: runs of (length, index).',
    await partition('General_Category', Object.values(categories), 'Unassigned'),
  ),
  constant(
    'scriptNames',
    'Scripts and their codes, by their index in `scriptRuns`.',
    scripts.map((name) => `${name}:${codeOf.get(name)}`).join(' '),
  ),
  constant('scriptRuns', 'Scripts: runs of (length, index).', await partition('Script', scripts, 'Unknown')),
  constant('blockNames', 'Blocks, by their index in `blockRuns`.', blocks.join(' ')),
  constant('blockRuns', 'Blocks: runs of (length, index).', await partition('Block', blocks, 'No_Block')),
  constant(
    'graphemeNames',
    'Grapheme cluster breaks, by their index in `graphemeRuns`.',
    graphemes.join(' '),
  ),
  constant(
    'graphemeRuns',
    'Grapheme cluster breaks: runs of (length, index).',
    await partition('Grapheme_Cluster_Break', graphemes, 'Other'),
  ),
];
for (const [name, property] of [
  ['otherAlphabetic', 'Other_Alphabetic'],
  ['otherLowercase', 'Other_Lowercase'],
  ['otherUppercase', 'Other_Uppercase'],
  ['otherIdStart', 'Other_ID_Start'],
  ['otherIdContinue', 'Other_ID_Continue'],
  ['ideographic', 'Ideographic'],
  ['bidiMirrored', 'Bidi_Mirrored'],
  ['extendedPictographic', 'Extended_Pictographic'],
]) {
  parts.push(
    constant(
      name,
      `${property}: gaps and lengths, each length less one.`,
      await set(`Binary_Property/${property}`),
    ),
  );
}
parts.push(
  constant(
    'simpleUppercase',
    'Simple uppercase mappings: runs of (gap, count, step, difference).',
    await mapping('Simple_Case_Mapping/Uppercase'),
  ),
  constant(
    'simpleLowercase',
    'Simple lowercase mappings: runs of (gap, count, step, difference).',
    await mapping('Simple_Case_Mapping/Lowercase'),
  ),
);
writeFileSync(new URL('tables.ts', import.meta.url), parts.join('\n'));
