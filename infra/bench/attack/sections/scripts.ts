import { all, holdsWhen, inProduct, inWorker, notSeparable, unless } from '../attack';
import type { Attack, Section, Verdict, Weakening } from '../attack';
import type { Person, Product } from '../product/product';
import { neighbours } from './neighbours';

const packages = {
  Console: 'console',
  StringUtils: 'string_utils',
  JsonUtils: 'json_utils',
  XmlUtils: 'xml_utils',
  Math: 'math',
  Time: 'time',
  Runtime: 'runtime',
  SecurityUtils: 'security_utils',
  Mustache: 'mustache',
};
const imports = Object.entries(packages)
  .map(([name, module]) => `from ${module} import ${name}`)
  .join('\n');
const embeds = Object.keys(packages)
  .map((name) => `embed ${name} as ${name}`)
  .join('\n');

/** A program with the whole library at hand. */
const program = (main: string, before = '') =>
  `${imports}\n${before}\nservice Main {\n${embeds}\nmain { ${main} }\n}`;

interface Tried {
  readonly outcome: string;
  readonly reason: string;
  readonly log: string;
  readonly gas: number;
}

/** What an owner is told of a trial; a refusal of the interface is told by its status. */
async function tryScript(
  product: Product,
  { id, token }: Person,
  source: string,
  { messageBody = 'x', senderId = id }: { messageBody?: string | undefined; senderId?: number } = {},
): Promise<Tried> {
  const answer = await product.call('POST', '/api/scripts/recv/try', {
    token,
    json: { source, message: { messageBody, senderId, recipientIds: [id] } },
  });
  if (answer.status !== 200) return { outcome: `status ${answer.status}`, reason: '', log: '', gas: 0 };
  return answer.json as unknown as Tried;
}

/** What the host's own words would look like in an outcome. */
const hostWords =
  /\bnode:[a-z]|\.m?[jt]s:\d|at \w+ \(|\/(home|proc|etc|tmp|usr)\/|RangeError|TypeError|ReferenceError/;

const benign = program('println@Console( "{\\"action\\":\\"forward\\"}" )()');

interface Script {
  readonly id: string;
  readonly tries: string;
  readonly defence: string;
  /** The body of `main`; or a whole source. */
  readonly main?: string;
  readonly source?: string;
  readonly before?: string;
  readonly messageBody?: string;
  /** What `outcome reason [log]` must be. */
  readonly ends: RegExp;
  readonly weakening: Weakening;
}

/**
 * Runs it; then its outcome is as it must be, no worker had to be killed, nothing of the host is in what its owner is
 * told, nothing was added to what all objects inherit from, and the next script is as it would have been without it.
 */
const row = ({ id, tries, defence, main, source, before, messageBody, ends, weakening }: Script): Attack => ({
  id,
  tries,
  defence,
  weakening,
  async attempt(product): Promise<Verdict> {
    const person = await product.person();
    const earlier = await product.ask({ kind: 'examine' });
    const tried = await tryScript(product, person, source ?? program(main!, before), { messageBody });
    const later = await product.ask({ kind: 'examine' });
    const next = await tryScript(product, person, benign);
    const told = `${tried.outcome} ${tried.reason} [${tried.log.trim()}]`;
    return all([
      holdsWhen(ends.test(told), `it ended as: ${told.slice(0, 200)}`),
      holdsWhen(later.workersKilled === earlier.workersKilled, 'its worker had to be killed'),
      holdsWhen(
        !hostWords.test(told.replaceAll(/ \S*environ/g, '')),
        `its outcome speaks of the host: ${told.slice(0, 200)}`,
      ),
      holdsWhen(
        JSON.stringify(later.prototypes) === JSON.stringify(earlier.prototypes),
        'something was added to what all objects inherit from',
      ),
      holdsWhen(next.outcome === 'answered', `the next script ended as: ${next.outcome} ${next.reason}`),
    ]);
  },
});

// The clock below the gas ends what the gas lets pass: both have to go for a loop to have no end.
const withoutGas = inWorker(
  ['if (-this.left > this.#beyond) {', 'if (false) {'],
  ['this.elapsed() > this.limits.milliseconds', 'false'],
);
const withoutMemory = inWorker(
  ['if (bytes > this.limits.memoryBytes) throw', 'if (false) throw'],
  ['if (this.#bytes > this.limits.memoryBytes) this.#census(bytes);', ''],
);
const withoutStrings = inWorker(['if (length > this.limits.stringLength) throw', 'if (false) throw']);
const withoutDepth = inWorker(['this.meter.atMost(depth, this.meter.limits.callDepth, "depth");', '']);
const withoutOutput = inWorker([
  'if (this.#outputBytes > this.limits.outputBytes || this.#outputLines > this.limits.outputLines) {',
  'if (false) {',
]);
const ordinaryNames = notSeparable(
  'values keep their children in maps throughout; there is no one check to take away',
);
const noSuchThing = notSeparable(
  'there is nothing in the engine that could do it: no code to let it through',
);

const steps = /^limit .*(steps|processor)/;

const rows: readonly Script[] = [
  {
    id: 'J01',
    tries: 'an endless loop',
    defence: 'gas, and below it the processor’s clock',
    main: 'while( true ) { nullProcess }',
    ends: steps,
    weakening: withoutGas,
  },
  {
    id: 'J02',
    tries: 'a loop hidden in a handler',
    defence: 'gas',
    main: 'scope( s ) { install( default => while( true ) { x++ } ); throw( F ) }',
    ends: steps,
    weakening: withoutGas,
  },
  {
    id: 'J03',
    tries: 'a handler that swallows the limit',
    defence: 'no handler catches a limit',
    main: 'while( true ) { scope( s ) { install( default => nullProcess ); while( true ) { x++ } } }',
    ends: steps,
    weakening: withoutGas,
  },
  {
    id: 'J04',
    tries: 'a fault whose handler throws it again',
    defence: 'a handler is left before it runs',
    main: 'install( F => throw( F ) ); throw( F )',
    ends: /^fault .*F/,
    weakening: notSeparable('it is how handlers work: there is no check to take away'),
  },
  {
    id: 'J05',
    tries: 'endless recursion',
    defence: 'depth of calls',
    before: '',
    source: 'define p { p }\nmain { p }',
    ends: /^limit .*deep/,
    weakening: withoutDepth,
  },
  {
    id: 'J07',
    tries: '10,000 parentheses in each other',
    defence: 'depth of nesting, met while parsing',
    source: `main { x = ${'('.repeat(10_000)}1${')'.repeat(10_000)} }`,
    ends: /^compile-error .*(nest|deep)/,
    weakening: inWorker(['if (this.#depth[what] >= nestingLimits[what]) {', 'if (false) {']),
  },
  {
    id: 'J08',
    tries: 'a sum of 15,000 terms',
    defence: 'sums are lists, not trees',
    source: `main { x = ${'1 + '.repeat(15_000)}1 }`,
    ends: /^(limit|bad-answer)/,
    weakening: notSeparable('it is how the parser stores a sum'),
  },
  {
    id: 'J09',
    tries: '10,000 types in each other',
    defence: 'depth of nesting',
    source: `type T { ${'a { '.repeat(10_000)} ${'} '.repeat(10_000)} }\nmain { nullProcess }`,
    ends: /^compile-error .*(nest|deep)/,
    weakening: inWorker(['if (this.#depth[what] >= nestingLimits[what]) {', 'if (false) {']),
  },
  {
    id: 'J10',
    tries: 'types that are nothing but each other',
    defence: 'depth of types',
    before: 'type A: B\ntype B: A',
    main: 'b = x instanceof A',
    ends: /^limit .*deep/,
    weakening: inWorker(['meter.atMost(depth, meter.limits.callDepth, "depth");', '']),
  },
  {
    id: 'J11',
    tries: 'a choice of types that multiplies at each level',
    defence: 'gas, charged by each try of a type',
    before: 'type T: void { x?: T | T | T | T }',
    main: `v.${Array.from({ length: 30 }, () => 'x').join('.')}.wrong = 1; b = v instanceof T`,
    ends: steps,
    weakening: withoutGas,
  },
  {
    id: 'J12',
    tries: 'a source of 10 MB',
    defence: 'size of a body, before it is read',
    source: `main { x = "${'a'.repeat(10_000_000)}" }`,
    ends: /^status 413/,
    weakening: inProduct([
      'trialBytes = 6 * (limits.scriptSourceBytes + limits.messageBodyBytes) + 16 * 1024',
      'trialBytes = 1e9',
    ]),
  },
  {
    id: 'J13',
    tries: 'a text of 60 KB that is not closed',
    defence: 'the scanner goes on after it, in linear time',
    source: `main { x = "${'a'.repeat(60_000)}`,
    ends: /^compile-error/,
    weakening: notSeparable('it is how the scanner works'),
  },
  {
    id: 'J15',
    tries: 'NUL in a name, and half of a surrogate pair',
    defence: 'the source must be well-formed; only letters make names',
    source: 'main { a\0b = 1 }',
    ends: /^compile-error/,
    weakening: notSeparable('it is how the scanner works'),
  },
  {
    id: 'J16',
    tries: 'a string that doubles',
    defence: 'length of a string, before it is made',
    main: 's = "a"; while( true ) { s += s }',
    ends: /^limit .*characters/,
    weakening: withoutStrings,
  },
  {
    id: 'J17',
    tries: 'a rope of a million pieces that is read at each turn',
    defence: 'gas, charged by length',
    main: 'while( true ) { s += "x"; length@StringUtils( s )( l ); substring@StringUtils( s { begin = l / 2 } )( r ) }',
    ends: steps,
    weakening: withoutGas,
  },
  {
    id: 'J18',
    tries: 'padding to 2³¹ characters',
    defence: 'length of a string, before it is made',
    main: 'leftPad@StringUtils( "x" { length = 2147483647, char = "y" } )( r )',
    ends: /^(limit .*(characters|MiB)|fault)/,
    weakening: withoutStrings,
  },
  {
    id: 'J19',
    tries: 'a list whose last place is 2³¹',
    defence: 'memory, charged before it is taken',
    main: 'a[2147483647] = 1',
    ends: /^limit .*MiB/,
    weakening: withoutMemory,
  },
  {
    id: 'J20',
    tries: 'a tree that doubles',
    defence: 'memory, by what is alive',
    main: 'for( i = 0, i < 60, i++ ) { y << x; x.l << y; x.r << y }',
    ends: /^limit .*(MiB|steps|processor)/,
    weakening: inWorker(
      ['if (bytes > this.limits.memoryBytes) throw', 'if (false) throw'],
      ['if (this.#bytes > this.limits.memoryBytes) this.#census(bytes);', ''],
      ['if (-this.left > this.#beyond) {', 'if (false) {'],
      ['this.elapsed() > this.limits.milliseconds', 'false'],
    ),
  },
  {
    id: 'J21',
    tries: 'an alias of itself',
    defence: 'depth of aliases',
    main: 'a -> a; println@Console( a )()',
    ends: /^fault .*Alias/,
    weakening: inWorker(['if (this.#aliasDepth >= this.limits.callDepth) throw', 'if (false) throw']),
  },
  {
    id: 'J22',
    tries: 'a tree below itself, printed',
    defence: 'gas and memory, charged by what is walked',
    main: 'a.b -> a; valueToPrettyString@StringUtils( a )( s )',
    ends: /^limit .*(MiB|characters|steps|processor)/,
    weakening: inWorker(
      ['if (bytes > this.limits.memoryBytes) throw', 'if (false) throw'],
      ['if (this.#bytes > this.limits.memoryBytes) this.#census(bytes);', ''],
      ['if (-this.left > this.#beyond) {', 'if (false) {'],
      ['this.elapsed() > this.limits.milliseconds', 'false'],
      ['if (length > this.limits.stringLength) throw', 'if (false) throw'],
      ['if (this.#length > this.meter.limits.stringLength) throw', 'if (false) throw'],
    ),
  },
  {
    id: 'J23',
    tries: '2³¹ branches at once',
    defence: 'number of branches, before they begin',
    main: 'spawn( i over 2147483647 ) in r { r = i }',
    ends: /^limit .*branches/,
    weakening: inWorker(
      ['t.meter.atMost(n, t.meter.limits.branches, "branches");', ''],
      ['this.meter.atMost(this.#branches.size + 1, this.limits.branches, "branches");', ''],
    ),
  },
  {
    id: 'J25',
    tries: 'waiting for what never comes',
    defence: 'a run in which nothing can go on is over',
    main: 'linkIn( never )',
    ends: /^limit .*waits/,
    weakening: notSeparable('the run has no more steps to make: it is how the scheduler ends'),
  },
  {
    id: 'J26',
    tries: 'sleeping for 24 days',
    defence: 'a clock of the run’s own: nobody waits, and an hour is the most',
    main: 'sleep@Time( 2147483647 )()',
    ends: /^limit .*time/,
    weakening: inWorker(['if (first !== void 0) this.meter.atMost(', 'if (false) this.meter.atMost(']),
  },
  {
    id: 'J29',
    tries: 'a pattern that backtracks for ever in others',
    defence: 'an engine of regular expressions that is linear',
    main: `match@StringUtils( "${'a'.repeat(40)}!" { regex = "(a+)+$" } )( r ); println@Console( "r" + r )()`,
    ends: /\[r0\]/,
    weakening: notSeparable('another engine would have to be put in its place'),
  },
  {
    id: 'J30',
    tries: 'a search whose cost is a square',
    defence: 'gas, charged by what is scanned',
    main: 'replaceAll@StringUtils( args[0] { regex = "a.*b|a", replacement = "x" } )( r )',
    messageBody: 'a'.repeat(60_000),
    ends: steps,
    weakening: withoutGas,
  },
  {
    id: 'J31',
    tries: 'a pattern that is a million instructions',
    defence: 'size of a pattern, written out',
    main: 'match@StringUtils( "a" { regex = "(a{1000}){1000}" } )( r )',
    ends: /^fault .*Pattern/,
    weakening: inWorker(['var mostInstructions = 5e3;', 'var mostInstructions = 1e9;']),
  },
  {
    id: 'J34',
    tries: 'replacements that name groups which are not there',
    defence: 'a fault of the script’s own',
    main: 'replaceAll@StringUtils( "a" { regex = "a", replacement = "$9" } )( r )',
    ends: /^fault .*Exception/,
    weakening: noSuchThing,
  },
  {
    id: 'J35',
    tries: 'splitting into pieces of no length',
    defence: 'a fault of the script’s own',
    main: 'splitByLength@StringUtils( "abc" { length = 0 } )( r )',
    ends: /^fault/,
    weakening: inWorker(['if (length === 0 && text !== "")', 'if (false)']),
  },
  {
    id: 'J36',
    tries: 'writing to __proto__',
    defence: 'names of fields are keys of maps',
    main: 'x.("__proto__").polluted = true; y.a = 1; println@Console( "[" + y.polluted + "]" )()',
    ends: /\[\[\]\]/,
    weakening: ordinaryNames,
  },
  {
    id: 'J37',
    tries: 'reading constructor, toString, hasOwnProperty',
    defence: 'names of fields are keys of maps',
    main: 'println@Console( "[" + x.("constructor") + x.("toString") + is_defined( x.hasOwnProperty ) + "]" )()',
    ends: /\[\[false\]\]/,
    weakening: ordinaryNames,
  },
  {
    id: 'J39',
    tries: 'a port called __proto__, computed',
    defence: 'ports are keys of maps',
    main: 'setOutputPort@Runtime( { name = "__proto__", location = "local" } )(); getOutputPort@Runtime( { name = "constructor" } )( p )',
    ends: /^fault/,
    weakening: ordinaryNames,
  },
  {
    id: 'J42',
    tries: 'a failure inside the library, for its words',
    defence: 'faults are worded by the engine, 1 KiB of them',
    main: 'getJsonValue@JsonUtils( "{" )( r )',
    ends: /^fault/,
    weakening: noSuchThing,
  },
  {
    id: 'J43',
    tries: 'including a file of the host',
    defence: 'a source has no files but its own',
    source: 'include "../../../../proc/self/environ"\nmain { nullProcess }',
    ends: /^compile-error/,
    weakening: noSuchThing,
  },
  {
    id: 'J44',
    tries: 'embedding a class of Java',
    defence: 'refused by name',
    source:
      'outputPort P { Location: "local" }\nembedded { Java: "java.lang.Runtime" in P }\nmain { nullProcess }',
    ends: /^compile-error .*scripts cannot/,
    weakening: inWorker(['findings.report("unavailable", each.span, whyUnavailable(each.technology));', '']),
  },
  {
    id: 'J45',
    tries: 'code that embeds code without end',
    defence: 'number of embedded services, and gas',
    source:
      'from runtime import Runtime\nservice Main { embed Runtime as Runtime\nmain { while( true ) { loadEmbeddedService@Runtime( { type = "Jolie", service = "Main", code = "service Main { main { nullProcess } }" } )( h ) } } }',
    ends: /^(limit|fault|compile-error)/,
    weakening: notSeparable('gas, memory and the number of services each end it'),
  },
  {
    id: 'J46',
    tries: 'running a command; reading a file',
    defence: 'packages that reach out are refused by name',
    source:
      'from exec import Exec\nfrom file import File\nservice Main { embed Exec as E\nmain { exec@E( "id" )( r ) } }',
    ends: /^compile-error .*scripts cannot/,
    weakening: inWorker([
      'this.findings.report("unavailable", span, whyUnavailable(packageOf(from)));',
      'return;',
    ]),
  },
  {
    id: 'J47',
    tries: 'a socket to the metadata server',
    defence: 'the engine has no sockets',
    source:
      'interface I { OneWay: o( void ) }\noutputPort P { location: "socket://169.254.169.254:80" protocol: http interfaces: I }\nmain { o@P() }',
    ends: /^compile-error .*sockets/,
    weakening: inWorker([
      'this.context.findings.report("unavailable", port.location.span, "scripts cannot open sockets");',
      '',
    ]),
  },
  {
    id: 'J48',
    tries: 'reading the environment',
    defence: 'there is none: neither in the engine nor in its worker',
    main: 'getenv@Runtime( "PATH" )( s ); println@Console( "[" + s + "]" )()',
    ends: /\[\[\]\]/,
    weakening: {
      by: 'bundle',
      bundle: 'worker',
      replacements: [['getenv: () => void 0,', 'getenv: () => "of the host",']],
    },
  },
  {
    id: 'J49',
    tries: 'halting the host',
    defence: 'halting ends the run',
    main: 'println@Console( "before" )(); halt@Runtime( { status = 7 } )(); println@Console( "after" )()',
    ends: /\[before\]/,
    weakening: noSuchThing,
  },
  {
    id: 'J50',
    tries: 'a flood of output',
    defence: 'bytes and lines of output',
    main: 'while( true ) { println@Console( "x" )() }',
    ends: /^limit .*printed/,
    weakening: withoutOutput,
  },
  {
    id: 'J53',
    tries: '60,000 brackets as JSON',
    defence: 'a reader with a stack of its own, charged',
    main: 'getJsonValue@JsonUtils( args[0] )( m ); getJsonValue@JsonUtils( m.messageBody )( v )',
    messageBody: '['.repeat(60_000),
    ends: /^(fault .*JSON|limit)/,
    weakening: notSeparable('it is how the reader is written'),
  },
  {
    id: 'J54',
    tries: 'entities of XML that multiply; an external one',
    defence: 'expansion is charged; nothing external is read',
    main: 'getJsonValue@JsonUtils( args[0] )( m ); xmlToValue@XmlUtils( m.messageBody )( v )',
    messageBody: '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>',
    ends: /^fault .*SAX/,
    weakening: inWorker(['throw new XmlError("An external or parameter entity is not read here.");', '']),
  },
  {
    id: 'J55',
    tries: 'a template that includes itself twice',
    defence: 'gas and memory, whatever depth it asks for',
    main: 'render@Mustache( { template = "{{>p}}", partials << { name = "p", template = "{{>p}}{{>p}}" }, recursionLimit = 2147483647, partialsRecursionLimit = 2147483647 } )( r )',
    ends: /^limit .*(steps|processor|MiB|deep)/,
    weakening: notSeparable('gas and memory each end it'),
  },
  {
    id: 'J56',
    tries: '2³¹ random bytes',
    defence: 'memory, charged before it is taken',
    main: 'secureRandom@SecurityUtils( { size = 2147483647 } )( r )',
    ends: /^limit .*MiB/,
    weakening: withoutMemory,
  },
  {
    id: 'J57',
    tries: 'dividing by zero',
    defence: 'a fault of the script’s own',
    main: 'x = 1 / 0',
    ends: /^fault .*Arithmetic/,
    weakening: noSuchThing,
  },
  {
    id: 'J58',
    tries: 'sorting all that fits, for ever',
    defence: 'gas, charged by n log n before it begins',
    main: 'for( i = 0, i < 3000, i++ ) { l.item[i] = "item " + ( 3000 - i ) }; while( true ) { sort@StringUtils( l )( r ) }',
    ends: /^limit .*(steps|processor)/,
    weakening: withoutGas,
  },
];

const told = async (product: Product, person: Person, main: string) => {
  const { log } = await tryScript(product, person, program(main));
  return log.trim();
};

const more: readonly Attack[] = [
  {
    id: 'J14',
    tries: '60,000 errors in one source, uploaded',
    defence: 'at most 50 are told',
    weakening: inWorker(['constructor(most3 = 50) {', 'constructor(most3 = 1e9) {']),
    async attempt(product) {
      const { token } = await product.person();
      const answer = await product.call('PUT', '/api/scripts/recv', {
        token,
        body: 'main { x = @ }\n'.repeat(4_000),
        headers: { 'content-type': 'text/plain' },
      });
      const found = answer.json['diagnostics'];
      const count = Array.isArray(found) ? found.length : -1;
      return holdsWhen(answer.status === 422 && count > 0 && count <= 50, `${answer.status}, ${count} told`);
    },
  },
  {
    id: 'J51',
    tries: 'a script that answers with 21 different messages',
    defence: 'at most 20 messages a run, or none',
    weakening: inProduct(['if (byText.size > limits.run.messages) {', 'if (false) {']),
    async attempt(product) {
      const [person, sender] = [await product.person(), await product.person()];
      const reply = Array.from({ length: 21 }, (_, i) => ({ to: sender.id, message: String(i) }));
      const answer = JSON.stringify(JSON.stringify({ action: 'forward', reply }));
      const { outcome } = await tryScript(product, person, program(`println@Console( ${answer} )()`), {
        senderId: sender.id,
      });
      return holdsWhen(outcome === 'bad-answer', `it ended as: ${outcome}`);
    },
  },
  {
    id: 'J52',
    tries: 'a line of output that looks like an entry of the log',
    defence: 'what a script prints never reaches the log',
    weakening: notSeparable('no code writes it there'),
    async attempt(product) {
      const person = await product.person();
      const line = '{\\"severity\\":\\"CRITICAL\\",\\"message\\":\\"pwned\\"}';
      await told(product, person, `println@Console( "\\n${line}" )()`);
      const { log } = await product.ask({ kind: 'examine' });
      return holdsWhen(!log.includes('pwned'), 'it is in the log');
    },
  },
  {
    id: 'J59',
    tries: 'leaving a value for the next run, of the same source by somebody else',
    defence: 'each run has values of its own',
    weakening: notSeparable('runs share nothing that could be written to'),
    async attempt(product) {
      const leaves = 'println@Console( "[" + global.s + "]" )(); global.s = "secret"';
      const seen: string[] = [];
      for (let i = 0; i < 4; i++) seen.push(await told(product, await product.person(), leaves));
      return holdsWhen(
        seen.every((each) => each === '[]'),
        `it read ${seen.join(' ')}`,
      );
    },
  },
  {
    id: 'J60',
    tries: 'a clock to time other people’s secrets with',
    defence: 'a run’s clock begins at the message and goes on by its gas',
    weakening: notSeparable('the engine is given no other clock'),
    async attempt(product) {
      const person = await product.person();
      const timed = `getCurrentTimeMillis@Time()( a ); for( i = 0, i < 20000, i++ ) { nullProcess }; getCurrentTimeMillis@Time()( b ); println@Console( b - a )()`;
      const seen = new Set<string>();
      for (let i = 0; i < 5; i++) seen.add(await told(product, person, timed));
      return holdsWhen(seen.size === 1, `it measured ${[...seen].join(', ')} ms`);
    },
  },
  {
    id: 'J61',
    tries: 'a run that is not the same again',
    defence: 'the source of randomness is seeded, and the order of fields is defined',
    weakening: inProduct([
      'seed: `${input.senderId}/${messageUid}/',
      'seed: `${Math.random()}/${input.senderId}/${messageUid}/',
    ]),
    async attempt(product) {
      const person = await product.person();
      const other = await product.person();
      const source = program(
        'random@Math()( d ); println@Console( "{\\"action\\":\\"forward\\",\\"reply\\":[{\\"to\\":' +
          `${other.id},` +
          '\\"message\\":\\"" + d + "\\"}]}" )()',
      );
      await product.call('PUT', '/api/scripts/recv', {
        token: person.token,
        body: source,
        headers: { 'content-type': 'text/plain' },
      });
      await product.call('POST', '/api/messages', {
        token: other.token,
        json: { messageBody: 'x', recipientIds: [person.id] },
      });
      await new Promise((resolve) => setTimeout(resolve, 1_000));
      const seen = new Set<string>();
      for (let i = 0; i < 5; i++) {
        const answer = await product.call('POST', '/api/scripts/recv/replay', {
          token: person.token,
          json: { source, last: 1 },
        });
        seen.add(
          JSON.stringify((answer.json['replayed'] as { answer: unknown }[]).map(({ answer: made }) => made)),
        );
      }
      const [one = ''] = seen;
      return holdsWhen(seen.size === 1 && one.includes('messageBody'), `outcomes: ${[...seen].join(' ')}`);
    },
  },
  {
    id: 'J63',
    tries: 'a reply to somebody who is not on the message',
    defence: 'a script writes only to people on its message',
    weakening: inProduct(['if (!people.has(to)) {', 'if (false) {']),
    async attempt(product) {
      const [owner, stranger] = [await product.person(), await product.person()];
      const reply = JSON.stringify(
        JSON.stringify({ action: 'forward', reply: [{ to: stranger.id, message: 'spam' }] }),
      );
      const source = program(`println@Console( ${reply} )()`);
      const answer = await product.call('POST', '/api/scripts/recv/try', {
        token: owner.token,
        json: { source, message: { messageBody: 'x', senderId: owner.id, recipientIds: [owner.id] } },
      });
      const { messages } = answer.json['answer'] as { messages: unknown[] };
      return unless(messages.length === 0 ? null : 'the message would be sent');
    },
  },
];

export const scripts: Section = { name: 'scripts', attacks: [...rows.map(row), ...more, ...neighbours] };
