import { compileRegex } from '../regex';
import type { NativePackage } from '../run/native';
import { flat, toText, Value } from '../values';
import { childText, operations } from './operations';
import { expandUriTemplate, readUriTemplate, type TemplatePiece } from './uri-template';

/** A pattern that takes an address apart: each variable is a group of what is no slash. */
const patternOf = (pieces: readonly TemplatePiece[]): string =>
  pieces
    .map((piece) =>
      piece.kind === 'text'
        ? piece.text.replace(/[\\^$.|?*+()[\]{}&-]/g, (character) => `\\${character}`)
        : piece.variables.map(() => '([^/]+)').join(''),
    )
    .join('');

/** `uri_templates`: RFC 6570's templates, to write addresses and to take them apart. */
export const uriTemplates: NativePackage = {
  names: ['uri_templates', 'uri-templates'],
  include: { file: 'uri_templates.iol', port: 'UriTemplates' },
  service: 'UriTemplates',
  declaration: `
type UriMatchRequest: void { uri: string template: string }
type MatchResponse: bool { ? }
type ExpandRequest: void { template: string params?: undefined }
interface UriTemplatesIface {
RequestResponse:
  match( UriMatchRequest )( MatchResponse ),
  expand( ExpandRequest )( string )
}
`,
  operations: operations({
    match(request, context) {
      const { meter } = context;
      const template = childText(request, 'template');
      meter.charge(100 + template.length * 8);
      const pieces = readUriTemplate(template);
      const compiled = pieces === null ? null : compileRegex(patternOf(pieces), meter);
      if (pieces === null || compiled === null || !compiled.ok) {
        throw context.exception(
          'MalformedUriTemplateException',
          `The template is malformed: ${template.slice(0, 200)}`,
        );
      }
      const matched = compiled.regex.matches(childText(request, 'uri'), meter);
      const answer = new Value(matched !== null);
      if (matched === null) return answer;
      const names = pieces.flatMap((piece) =>
        piece.kind === 'text' ? [] : piece.variables.map(({ name }) => name),
      );
      names.forEach((name, i) => {
        const text = matched.groups[i + 1] ?? '';
        meter.allocate(text.length * 2);
        answer.childMade(name, meter).basic = flat(text);
      });
      return answer;
    },
    expand(request, context) {
      const { meter } = context;
      const template = childText(request, 'template');
      meter.charge(template.length * 8);
      const pieces = readUriTemplate(template);
      if (pieces === null) {
        throw context.exception('IOException', `The template is malformed: ${template.slice(0, 200)}`);
      }
      const params = request.child('params');
      const expanded = expandUriTemplate(pieces, (name) => {
        const basic = params?.child(name)?.basic;
        meter.writes(basic);
        const text = basic === undefined ? null : toText(basic);
        // Encoding makes at most nine characters of one.
        if (text !== null) {
          meter.charge(text.length * 8);
          meter.string(text.length * 9);
        }
        return text;
      });
      meter.string(expanded.length);
      return expanded;
    },
  }),
};
