import { inWorker, type Attack } from '../../attack';
import { scriptRow } from './script-row';
import { childrenInherit } from './without';

/** Names, values and failures that could reach something of the host’s. */
export const names: readonly Attack[] = [
  scriptRow({
    id: 'J34',
    tries: 'replacements that name groups which are not there',
    defence: 'a fault of the script’s own',
    main: 'replaceAll@StringUtils( "a" { regex = "a", replacement = "$9" } )( r )',
    ends: /^fault .*Exception/,
    weakening: inWorker(['if (group > regex.groupCount) return {', 'if (false) return {']),
  }),
  scriptRow({
    id: 'J35',
    tries: 'splitting into pieces of no length',
    defence: 'a fault of the script’s own',
    main: 'splitByLength@StringUtils( "abc" { length = 0 } )( r )',
    ends: /^fault/,
    weakening: inWorker(['if (length === 0 && text !== "")', 'if (false)']),
  }),
  scriptRow({
    id: 'J36',
    tries: 'writing to __proto__',
    defence: 'children have names, and inherit nothing',
    main: 'x.("__proto__").polluted = true; y.a = 1; println@Console( "[" + y.polluted + "]" )()',
    ends: /\[\[\]\]/,
    weakening: childrenInherit,
  }),
  scriptRow({
    id: 'J37',
    tries: 'reading constructor, toString, hasOwnProperty',
    defence: 'children have names, and inherit nothing',
    main: 'x.a = 1; println@Console( "[" + x.("constructor") + x.("toString") + is_defined( x.hasOwnProperty ) + "]" )()',
    ends: /\[\[false\]\]/,
    weakening: childrenInherit,
  }),
  scriptRow({
    id: 'J39',
    tries: 'a port called __proto__, computed',
    defence: 'ports are keys of maps',
    main: 'setOutputPort@Runtime( { name = "__proto__", location = "local" } )(); getOutputPort@Runtime( { name = "constructor" } )( p )',
    ends: /^fault .*OutputPortDoesNotExist/,
    weakening: inWorker([
      'const [made, declared] = [service.dynamicPorts.get(name),',
      'const [made, declared] = [service.dynamicPorts.get(name) ?? {}[name],',
    ]),
  }),
  scriptRow({
    id: 'J42',
    tries: 'a failure inside the library, for its words',
    defence: 'faults are worded by the engine, 1 KiB of them',
    main: 'getJsonValue@JsonUtils( "{" )( r )',
    ends: /^fault/,
    weakening: inWorker([
      'if (!read.ok) throw context.fault("JSONCreationError");',
      'if (!read.ok) throw context.fault("JSONCreationError", new Value(new Error().stack));',
    ]),
  }),
  scriptRow({
    id: 'J57',
    tries: 'dividing by zero',
    defence: 'a fault of the script’s own',
    main: 'x = 1 / 0',
    ends: /^fault .*Arithmetic/,
    weakening: inWorker([
      'if (result !== divisionByZero) return result;',
      'return result === divisionByZero ? 0 : result;',
    ]),
  }),
  scriptRow({
    id: 'J33',
    tries: 'classes of characters that mean something else in Java than elsewhere',
    defence: 'classes in classes and intersections are read as Java reads them',
    main: ['a', 'b']
      .map((text) => `match@StringUtils( "${text}" { regex = "[a-z&&[^b]]" } )( r ); println@Console( r )()`)
      .join('; '),
    ends: /\[1\s0\]/,
    weakening: inWorker([
      'right : intersection(unionOf(parts), right)',
      'right : union(unionOf(parts), right)',
    ]),
  }),
  scriptRow({
    id: 'J38',
    tries: 'types, definitions, scopes and faults called constructor, hasOwnProperty, __proto__',
    defence: 'declarations and handlers are keys of maps',
    before: 'type constructor { toString: int }',
    main: 'scope( constructor ) { install( hasOwnProperty => println@Console( "caught" )() ); throw( __proto__ ) }',
    ends: /^fault .*__proto__/,
    weakening: inWorker([
      'const handler = this.handlers.get(fault) ??',
      'const handler = this.handlers.get(fault) ?? {}[fault] ??',
    ]),
  }),
  scriptRow({
    id: 'J40',
    tries: 'variables called constructor and __proto__',
    defence: 'variables have slots by a map',
    main: 'constructor = 1; println@Console( "[" + constructor + __proto__ + "]" )()',
    ends: /\[\[1\]\]/,
    weakening: inWorker(['let slot = slots.get(name);', 'let slot = name in {} ? 0 : slots.get(name);']),
  }),
  scriptRow({
    id: 'J41',
    tries: 'names of fields that look like numbers, for another order than the language’s',
    defence: 'children have the order of the language’s own tables',
    main: 'x.("10") = 1; x.("9") = 1; x.("1") = 1; foreach( n : x ) { println@Console( n )() }',
    ends: /\[1\s9\s10\]/,
    weakening: inWorker(['return node.children.names();', 'return [...node.children.names()].sort();']),
  }),
];
