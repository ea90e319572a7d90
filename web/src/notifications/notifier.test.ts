import { beforeEach, describe, expect, it } from '@jest/globals';
import { isMuted } from './muted';
import { Notifier, type Shown } from './notifier';
import { notificationPreferences } from './preferences';

let kept: string | null;
let isPermitted: boolean;
let isHidden: boolean;
let muted: string | null;
let shown: Shown[];
let due: (() => void) | null;
let notifier: Notifier;

beforeEach(() => {
  kept = JSON.stringify({ isOn: true });
  isPermitted = isHidden = true;
  muted = null;
  shown = [];
  due = null;
  notifier = new Notifier({
    preferences: () => notificationPreferences({ getItem: () => kept }),
    isPermitted: () => isPermitted,
    isMuted: (place) => isMuted({ getItem: () => muted }, place),
    isHidden: () => isHidden,
    show: (one) => shown.push(one),
    after: (_, callback) => {
      due = callback;
      return () => (due = null);
    },
    words: { one: 'New message', some: (count) => `${count} new messages` },
  });
});
const tell = (text: string, place = 'c') => notifier.tell({ place, from: 'ben', text, open: () => {} });

describe('a new message', () => {
  it('is told of with its text while the page is out of sight', () => {
    tell('Tea?');
    due?.();
    expect(shown).toEqual([{ title: 'ben', body: 'Tea?', tag: 'c' }]);
  });

  it('is told of without its text when the person wants no previews', () => {
    kept = JSON.stringify({ isOn: true, showsText: false });
    tell('a secret');
    due?.();
    expect(JSON.stringify(shown)).not.toContain('secret');
    expect(shown).toHaveLength(1);
  });

  it.each([
    ['the page is in sight', () => (isHidden = false)],
    ['the browser does not permit it', () => (isPermitted = false)],
    ['the person has not switched it on', () => (kept = null)],
    ['what the device keeps cannot be read', () => (kept = '{')],
    ['its conversation is muted', () => (muted = JSON.stringify(['b', 'c']))],
  ])('is not told of when %s', (_, given) => {
    given();
    tell('Tea?');
    expect(due).toBeNull();
    expect(shown).toEqual([]);
  });

  it.each(['{', '{}', '[', JSON.stringify(['d'])])(
    'is told of when what the device keeps does not mute it: %s',
    (keeps) => {
      muted = keeps;
      tell('Tea?');
      due?.();
      expect(shown).toHaveLength(1);
    },
  );

  it('is one of many when many come at once, for each conversation', () => {
    for (let i = 0; i < 500; i++) tell(`${i}`);
    tell('Coffee?', 'd');
    due?.();
    expect(shown.map(({ body }) => body)).toEqual(['500 new messages', 'Coffee?']);
  });
});
