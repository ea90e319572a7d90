import { Findings, parse } from '../language';
import { layout } from './layout';
import { piecesOf } from './pieces';

/**
 * A source in the manner of the language: a tab for each level, one space where spaces help, no blank line more than
 * one. Its tokens and comments stay, in their order and on the lines that the author gave them, so that it means what it
 * meant. Null: it has errors of syntax, and nothing is done to it. Takes time linear in the source; never throws.
 */
export function format(source: string): string | null {
  const findings = new Findings();
  const includes = (file: string) => ({ file, text: '' });
  parse('', source, { includes, sourceLimit: Infinity }, findings);
  if (findings.failed) return null;
  const found = piecesOf(source);
  return found === null ? null : layout(found);
}
