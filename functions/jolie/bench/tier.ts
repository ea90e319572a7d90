import { compile, type Program, type Source } from '../index';
import { hotTier } from '../hot';

/** How the benches' programs are made: as the worker of the functions makes them. */
export const tier = hotTier((...all) => new Function(...all) as () => unknown);

/** A program of a source that must compile. */
export function programOf(
  source: Source,
  options: { readonly hotAfter?: number; readonly tier?: null } = {},
): Program {
  const { tier: none, ...others } = options;
  const compiled = compile(source, { warnings: false, ...others, ...(none === null ? {} : { tier }) });
  if (compiled.program === null) throw new Error(compiled.diagnostics.map((each) => each.message).join('\n'));
  return compiled.program;
}

/** Runs fifty other programs: the host has then seen the engine do very different things, and expects nothing of it. */
export function runOthers(): void {
  for (let n = 0; n < 50; n++) {
    const text = `include "string_utils.iol"
include "json_utils.iol"
define part${n} { t.a${n}[ #t.a${n} ] << { .k = n, .s = "x" + n, .d = ${n}.5 }; foreach( f : t ) { seen += f } }
main {
  text = ""
  for( n = 0, n < ${10 + n}, n++ ) { part${n}; total += n % ${(n % 7) + 1}; if( total > ${n} && n != 3 ) { text += "v" + total } else { large = total * 3L } }
  scope( s ) { install( F => caught = s.F ); if( ${n % 2} == 1 ) { throw( F, total ) } }
  length@StringUtils( text )( size ); getJsonString@JsonUtils( t )( json ); { left = size | right = json }
}`;
    const program = programOf({ file: `other-${n}.ol`, text });
    for (let k = 0; k < 20; k++) {
      const outcome = program.run([], { start: 0, seed: 'other' });
      if (outcome.kind !== 'finished') throw new Error(`another program ended with ${outcome.kind}`);
    }
  }
}
