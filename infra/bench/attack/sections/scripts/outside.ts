import { inWorker, type Attack } from '../../attack';
import { scriptRow } from './script-row';

/** Programs that reach out. */
export const outside: readonly Attack[] = [
  scriptRow({
    id: 'J43',
    tries: 'including a file of the host',
    defence: 'a source has no files but its own',
    source: 'include "../../../../proc/self/environ"\nmain { nullProcess }',
    ends: /^compile-error/,
    weakening: inWorker([
      'const included = options.includes(path, file);',
      'const included = options.includes(path, file) ?? { file: path, text: process.getBuiltinModule("node:fs").readFileSync("/proc/self/environ", "utf8").slice(0, 0) };',
    ]),
  }),
  scriptRow({
    id: 'J44',
    tries: 'embedding a class of Java',
    defence: 'refused by name',
    source:
      'outputPort P { Location: "local" }\nembedded { Java: "java.lang.Runtime" in P }\nmain { nullProcess }',
    ends: /^compile-error .*scripts cannot/,
    weakening: inWorker(['findings.report("unavailable", each.span, whyUnavailable(each.technology));', '']),
  }),
  scriptRow({
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
  }),
  scriptRow({
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
  }),
  scriptRow({
    id: 'J48',
    tries: 'reading the environment',
    defence: 'there is none: neither in the engine nor in its worker',
    main: 'getenv@Runtime( "PATH" )( s ); println@Console( "[" + s + "]" )()',
    ends: /\[\[\]\]/,
    weakening: inWorker(['getenv: () => void 0,', 'getenv: () => "of the host",']),
  }),
  scriptRow({
    id: 'J49',
    tries: 'halting the host',
    defence: 'halting ends the run',
    main: 'println@Console( "before" )(); halt@Runtime( { status = 7 } )(); println@Console( "after" )()',
    ends: /\[before\]/,
    weakening: inWorker([
      'throw new Exit(childInt(request, "status") & 255, true);',
      'process.exit(childInt(request, "status"));',
    ]),
  }),
];
