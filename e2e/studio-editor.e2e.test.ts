import { beforeAll, describe, expect, it, jest } from '@jest/globals';
import { expectAccessible } from './axe';
import { Person } from './person';
import { productInBrowser } from './product-in-browser';

jest.setTimeout(120_000);

const tested = productInBrowser('studio-editor');
const { product } = tested;
let ada: Person;

const service = `from parley import InboundAutomation
service Main {
	inputPort Messages { location: "local" interfaces: InboundAutomation }
	define greet { hello = "hi" }
	main {
		onMessage( message )( answer ) {
			answer.action = "forward"
			greet
			count = message.senderID
		}
	}
}`;

beforeAll(async () => {
  ada = await Person.signUp(tested.browser, product.url, 'ada');
  await open('recv');
});

const editor = () => ada.page.getByRole('textbox', { name: 'Source of the incoming script' });
const open = (place: string) => ada.page.goto(`${product.url}/#/automation/${place}`);
/** Puts the cursor behind a text of the editor. */
async function goBehind(text: string) {
  const lines = service.split('\n');
  const line = lines.findIndex((each) => each.includes(text));
  const column = lines[line]!.indexOf(text) + text.length;
  await editor().press('Control+Home');
  for (let i = 0; i < line; i++) await editor().press('ArrowDown');
  await editor().press('Home');
  await editor().press('Home');
  const indent = /^\t*/.exec(lines[line]!)![0].length;
  const here = await ada.page.evaluate(() => getSelection()!.focusOffset);
  for (let i = here === 0 ? 0 : indent; i < column; i++) await editor().press('ArrowRight');
}

/** Puts the pointer on a text of the editor, which need not be an element of its own. */
async function pointAt(text: string) {
  await editor().getByText(text).first().waitFor();
  const [x, y] = await editor().evaluate((content, text) => {
    const texts = document.createTreeWalker(content, NodeFilter.SHOW_TEXT);
    while (!(texts.nextNode() as Text).data.includes(text));
    const { data } = texts.currentNode as Text;
    const range = document.createRange();
    range.setStart(texts.currentNode, data.indexOf(text));
    range.setEnd(texts.currentNode, data.indexOf(text) + text.length);
    const { left, top, width, height } = range.getBoundingClientRect();
    return [left + width / 2, top + height / 2] as const;
  }, text);
  await ada.page.mouse.move(x - 1, y);
  await ada.page.mouse.move(x, y);
}

describe('names', () => {
  it('given a variable that a message came to, when a dot is typed, then its fields are proposed', async () => {
    // given
    await editor().fill(service.replace('count = message.senderID', 'count = message'));
    await goBehind('count = message');
    // when
    await editor().pressSequentially('.');
    // then
    const list = ada.page.getByRole('listbox', { name: 'Completions' });
    await list.getByText('messageBody').waitFor();
    expect(await list.innerText()).toContain('senderID');
    await editor().press('Escape');
  });

  it('under the pointer say what they are, also in a source with errors', async () => {
    // given
    await editor().fill(service.replace('greet\n\t\t\tcount', 'x = = 1\n\t\t\tcount'));
    // when
    await pointAt('senderID');
    // then
    await ada.page.locator('.cm-tooltip', { hasText: 'field senderID: int' }).waitFor();
  });

  it('lead to their declaration, and are renamed, by their keys', async () => {
    // given
    await editor().fill(service);
    await goBehind('\t\t\tgreet');
    await ada.page.locator('.cm-parley-use').nth(1).waitFor();
    // when
    await editor().press('F2');
    const field = ada.page.getByLabel('Rename greet to');
    await field.waitFor();
    await expectAccessible(ada.page);
    await field.fill('welcome');
    await field.press('Enter');
    // then
    await editor().getByText('define welcome').waitFor();
    expect(await editor().innerText()).not.toContain('greet');
    // when
    await editor().press('F12');
    // then
    await ada.page.locator('.cm-activeLine', { hasText: 'define welcome' }).waitFor();
  });
});

describe('what was written', () => {
  it('comes back after the example took its place', async () => {
    // given
    await editor().fill('// mine alone');
    // when
    await ada.page.getByRole('button', { name: 'Use the example' }).click();
    await editor().getByText('Answers "!ping"').waitFor();
    await ada.page.getByRole('button', { name: 'Bring back what I had written' }).click();
    // then
    await editor().getByText('// mine alone').waitFor();
  });

  it('is replaced by a recipe only when that is confirmed', async () => {
    // given
    await open('recipes');
    await ada.page
      .getByRole('button', { name: /Out of office|Away/ })
      .first()
      .click();
    // when
    await ada.page.getByRole('button', { name: 'Open in the editor' }).click();
    const dialog = ada.page.getByRole('dialog');
    await dialog.getByRole('button', { name: 'Keep what I have written' }).waitFor();
    await expectAccessible(ada.page);
    await dialog.getByRole('button', { name: 'Keep what I have written' }).click();
    await open('recv');
    // then
    await editor().getByText('// mine alone').waitFor();
  });
});

describe('whatever is typed', () => {
  it.each([
    ['parentheses', '('.repeat(65_536)],
    ['one line', `main { x = "${'a'.repeat(65_000)}" }`],
    ['blocks', 'main {'.repeat(8_000)],
    ['one path', `main { x${'.a'.repeat(30_000)} = 1 }`],
    [
      'a pattern that takes for ever',
      'from string-utils import StringUtils\nservice Main { embed StringUtils as S\nmain { match@S( "' +
        'a'.repeat(5_000) +
        'b" { regex = "(a*)*(a*)*(a*)*c\\\\1" } )( r ) } }',
    ],
  ])('given %s, then the editor still takes what is typed next', async (_, source) => {
    // when
    await editor().fill(source);
    await editor().press('Control+Home');
    await editor().pressSequentially('// still here');
    // then
    await editor().getByText('// still here').first().waitFor();
    await editor().fill('main { nobody@Nowhere( 1 ) }');
    await ada.page.getByRole('list', { name: 'Problems' }).getByText('Nowhere').first().waitFor();
  });
});

it('nothing failed unseen in the page', () => {
  expect(ada.faults).toEqual([]);
});
