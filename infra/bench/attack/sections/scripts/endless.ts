import { inWorker, type Attack } from '../../attack';
import { scriptRow } from './script-row';
import { without } from './without';

/** Programs that would not end. */
export const endless: readonly Attack[] = [
  scriptRow({
    id: 'J01',
    tries: 'an endless loop',
    defence: 'gas, and below it the processor’s clock',
    main: 'while( true ) { nullProcess }',
  }),
  scriptRow({
    id: 'J02',
    tries: 'a loop hidden in a handler',
    main: 'scope( s ) { install( default => while( true ) { x++ } ); throw( F ) }',
  }),
  scriptRow({
    id: 'J03',
    tries: 'a handler that swallows the limit',
    defence: 'no handler catches a limit',
    main: 'while( true ) { scope( s ) { install( default => nullProcess ); while( true ) { x++ } } }',
  }),
  scriptRow({
    id: 'J04',
    tries: 'a fault whose handler throws it again',
    defence: 'a handler is left before it runs',
    main: 'install( F => throw( F ) ); throw( F )',
    ends: /^fault .*F/,
    weakening: inWorker(
      ['if (handler !== null) this.#handlers = null;', ''],
      ['if (handler !== null && open.phase === "body") open.phase = "handler";', ''],
    ),
  }),
  scriptRow({
    id: 'J05',
    tries: 'endless recursion',
    defence: 'depth of calls',
    source: 'define p { p }\nmain { p }',
    ends: /^limit .*deep/,
    weakening: without('depth'),
  }),
  scriptRow({
    id: 'J11',
    tries: 'a choice of types that multiplies at each level',
    defence: 'gas, charged by each try of a type',
    before: 'type T: void { x?: T | T | T | T }',
    main: `v.${Array.from({ length: 30 }, () => 'x').join('.')}.wrong = 1; b = v instanceof T`,
  }),
  scriptRow({
    id: 'J17',
    tries: 'a rope of a million pieces that is read at each turn',
    defence: 'gas, charged by length',
    main: 'while( true ) { s += "x"; length@StringUtils( s )( l ); substring@StringUtils( s { begin = l / 2 } )( r ) }',
  }),
  scriptRow({
    id: 'J25',
    tries: 'waiting for what never comes',
    defence: 'a run in which nothing can go on is over',
    main: 'linkIn( never )',
    ends: /^limit .*waits/,
    weakening: inWorker([
      'this.meter.place = this.waiting()[0] ?? this.meter.place; throw new LimitReached("blocked");',
      'continue;',
    ]),
  }),
  scriptRow({
    id: 'J26',
    tries: 'sleeping for 24 days',
    defence: 'a clock of the run’s own: nobody waits, and an hour is the most',
    main: 'sleep@Time( 2147483647 )()',
    ends: /^limit .*time/,
    weakening: inWorker(['if (first !== void 0) this.meter.atMost(', 'if (false) this.meter.atMost(']),
  }),
  scriptRow({
    id: 'J29',
    tries: 'a pattern that backtracks for ever in others',
    defence: 'an engine of regular expressions that is linear',
    main: `match@StringUtils( "${'a'.repeat(40)}!" { regex = "(a+)+$" } )( r ); println@Console( "r" + r )()`,
    ends: /\[r0\]/,
    weakening: inWorker([
      'const match = how === "find" ? regex.find(text, 0, context.meter) : regex.matches(text, context.meter);',
      'const match = new RegExp("^(?:" + childText(request, "regex") + ")$").test(text) ? regex.matches(text, context.meter) : null;',
    ]),
  }),
  scriptRow({
    id: 'J30',
    tries: 'a search whose cost is a square',
    defence: 'gas, charged by what is scanned',
    main: 'replaceAll@StringUtils( args[0] { regex = "a.*b|a", replacement = "x" } )( r )',
    messageBody: 'a'.repeat(60_000),
  }),
  scriptRow({
    id: 'J45',
    tries: 'code that embeds code without end',
    defence: 'number of embedded services, and gas',
    source:
      'from runtime import Runtime\nservice Main { embed Runtime as Runtime\nmain { while( true ) { loadEmbeddedService@Runtime( { code = "service Main { main { nullProcess } }" } )( h ) } } }',
    ends: /^limit/,
    weakening: without('gas', 'memory', 'services'),
  }),
  scriptRow({
    id: 'J55',
    tries: 'a template that includes itself twice',
    defence: 'gas and memory, whatever depth it asks for',
    main: 'render@Mustache( { template = "{{>p}}", partials << { name = "p", template = "{{>p}}{{>p}}" }, recursionLimit = 2147483647, partialsRecursionLimit = 2147483647 } )( r )',
    ends: /^limit .*(steps|processor|MiB|deep)/,
    weakening: without('gas', 'memory', 'strings', 'texts'),
  }),
  scriptRow({
    id: 'J58',
    tries: 'sorting all that fits, for ever',
    defence: 'gas, charged by n log n before it begins',
    main: 'for( i = 0, i < 3000, i++ ) { l.item[i] = "item " + ( 3000 - i ) }; while( true ) { sort@StringUtils( l )( r ) }',
    ends: /^limit .*(steps|processor)/,
  }),
  scriptRow({
    id: 'J32',
    tries: 'the same pattern in a type',
    defence: 'patterns of types are matched in linear time, too',
    before: 'type T: string( regex( "(a+)+" ) )',
    main: `x = "${'a'.repeat(40)}!"; b = x instanceof T; println@Console( b )()`,
    ends: /\[false\]/,
    weakening: inWorker([
      'return pattern.ok && pattern.matches(toText(basic), meter);',
      'return new RegExp(`^(?:${refinement.pattern})$`).test(toText(basic));',
    ]),
  }),
];
