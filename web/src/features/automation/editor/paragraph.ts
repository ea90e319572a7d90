/** A text as a tooltip of the editor shows it. */
export function paragraph(text: string): HTMLElement {
  const element = document.createElement('pre');
  element.className = 'parley-help';
  element.textContent = text;
  return element;
}
