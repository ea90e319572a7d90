import type { Target } from '../../../api';

const packages: Readonly<Record<string, string>> = { StringUtils: 'string-utils' };

/** A service of the contract around what it does with a message. `uses`: what it embeds, of the library or of `parley`. */
export function frame(target: Target, does: string, uses: readonly string[], body: string): string {
  const contract = target === 'recv' ? 'InboundAutomation' : 'OutboundAutomation';
  const own = uses.filter((each) => packages[each] === undefined);
  const imports = uses.flatMap((each) =>
    packages[each] === undefined ? [] : [`from ${packages[each]} import ${each}`],
  );
  return `${[`from parley import ${[contract, ...own].join(', ')}`, ...imports].join('\n')}

// ${does}
service Main {
	execution: single
${uses.map((each) => `	embed ${each} as ${each}\n`).join('')}
	inputPort Messages {
		location: "local"
		interfaces: ${contract}
	}

	main {
		onMessage( message )( answer ) {
${body}
		}
	}
}
`;
}
