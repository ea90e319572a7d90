import { all, holdsWhen, type Attack, type Weakening } from '../../attack';
import { without } from './without';
import type { Person, Product } from '../../product/product';

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
export const program = (main: string, before = '') =>
  `${imports}\n${before}\nservice Main {\n${embeds}\nmain { ${main} }\n}`;

/** A program that answers with this. */
export const answering = (answer: unknown) =>
  program(`println@Console( ${JSON.stringify(JSON.stringify(answer))} )()`);

interface Tried {
  readonly outcome: string;
  readonly reason: string;
  readonly log: string;
  readonly gas: number;
}

/** What an owner is told of a trial; a refusal of the interface is told by its status. */
export async function tryScript(
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

/** Makes it the person's script for what they get; it holds for messages that are accepted a second later. */
export const upload = (product: Product, { token }: Person, source: string) =>
  product.call('PUT', '/api/scripts/recv', {
    token,
    body: source,
    headers: { 'content-type': 'text/plain' },
  });

/** What the host's own words would look like in an outcome. */
const hostWords =
  /\bnode:[a-z]|\.m?[jt]s:\d|at \w+ \(|\/(home|proc|etc|tmp|usr)\/|RangeError|TypeError|ReferenceError/;

const benign = answering({ action: 'forward' });

/** What a row says of its script; what it does not say is as it is for a loop without an end, which its gas ends. */
interface Script {
  readonly id: string;
  readonly tries: string;
  /** Gas unless said otherwise. */
  readonly defence?: string;
  /** The body of `main`; or a whole source. */
  readonly main?: string;
  readonly source?: string;
  /** Declarations before the service. */
  readonly before?: string;
  readonly messageBody?: string;
  /** What `outcome reason [log]` must be. */
  readonly ends?: RegExp;
  readonly weakening?: Weakening;
}

const steps = /^limit .*(steps|processor)/;

/**
 * Runs a script; then its outcome is as it must be, no worker had to be killed, nothing of the host is in what its
 * owner is told, nothing was added to what all objects inherit from, and the next script is as it would have been
 * without it.
 */
export function scriptRow({
  id,
  tries,
  defence = 'gas',
  main = '',
  before,
  source = program(main, before),
  messageBody,
  ends = steps,
  weakening = without('gas'),
}: Script): Attack {
  return {
    id,
    tries,
    defence,
    weakening,
    async attempt(product) {
      const person = await product.person();
      const earlier = await product.ask({ kind: 'examine' });
      const tried = await tryScript(product, person, source, { messageBody });
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
  };
}
