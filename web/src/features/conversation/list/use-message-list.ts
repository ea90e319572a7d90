import { useVirtualizer, type Virtualizer } from '@tanstack/react-virtual';
import { useCallback, useEffect, useLayoutEffect, useRef, useState, type RefObject } from 'react';
import type { Row } from './rows';

/** Within so many pixels of its end a list counts as scrolled to the end. */
const nearEnd = 60;
/** So many rows before the first that is loaded, the page before it is asked for. */
const ahead = 12;

export interface MessageListOptions {
  readonly rows: readonly Row[];
  /** The newest message is loaded: the list's end is the conversation's. */
  readonly hasNewest: boolean;
  /** A page before, or after, what is loaded can be had, and none is on its way. */
  readonly mayReadOlder: boolean;
  readonly mayReadNewer: boolean;
  /** A page is on its way. */
  readonly isReading: boolean;
  readonly onOlder: () => void;
  readonly onNewer: () => void;
  /** The message to go to, once it is loaded. */
  readonly target: string | null;
}

export interface MessageListView {
  readonly ref: RefObject<HTMLDivElement | null>;
  readonly virtualizer: Virtualizer<HTMLDivElement, HTMLDivElement>;
  /** The newest row that is loaded is before the reader's eyes. */
  readonly atEnd: boolean;
  readonly toEnd: () => void;
  readonly onScroll: () => void;
}

/** A guess, until a row is measured. */
function estimateOf({ text, isFirst, beginsDay }: Row): number {
  const lines = Math.min(30, Math.ceil(text.length / 60) + (text.split('\n', 31).length - 1));
  return 24 * lines + 21 + (isFirst ? 40 : 0) + (beginsDay ? 50 : 0);
}

/**
 * A list of messages of any length: only what is in view is in the page. It stays at its end while it is there, stays
 * where it is when a page is put before it, and asks for pages before one sees its edge.
 */
export function useMessageList(options: MessageListOptions): MessageListView {
  const { rows, hasNewest, mayReadOlder, mayReadNewer, isReading, onOlder, onNewer, target } = options;
  const ref = useRef<HTMLDivElement>(null);
  const [atEnd, setAtEnd] = useState(true);
  const virtualizer = useVirtualizer<HTMLDivElement, HTMLDivElement>({
    count: rows.length,
    getScrollElement: () => ref.current,
    estimateSize: (index) => estimateOf(rows[index]!),
    getItemKey: (index) => rows[index]!.key,
    overscan: 8,
    anchorTo: 'end',
    followOnAppend: atEnd && hasNewest,
    scrollEndThreshold: nearEnd,
    paddingStart: 64,
    paddingEnd: 16,
  });

  const toEnd = useCallback(() => {
    virtualizer.scrollToEnd();
    setAtEnd(true);
  }, [virtualizer]);
  // Who moves up leaves the end, who comes near it is there again; that a list grows moves nobody.
  const lastTop = useRef(0);
  const onScroll = useCallback(() => {
    const list = ref.current;
    if (list === null) return;
    const top = list.scrollTop;
    // Asked of the page: the virtual list hears of a scroll only after this.
    const left = list.scrollHeight - list.clientHeight - top;
    const movedUp = top < lastTop.current - 1;
    lastTop.current = top;
    if (movedUp || !hasNewest) setAtEnd(hasNewest && left <= 2);
    else if (left <= nearEnd) setAtEnd(true);
  }, [hasNewest]);

  // What the reader sends is always shown.
  const newest = rows.at(-1);
  const written = newest?.unconfirmed === undefined ? null : newest.key;
  useLayoutEffect(() => {
    if (written !== null) toEnd();
  }, [written, toEnd]);

  // Where the newest takes the place of what was found far from it, the reader has gone to the end; where it follows the
  // page that was read last, the reader stays.
  const shown = useRef({ hasNewest, last: newest?.key });
  useLayoutEffect(() => {
    const { hasNewest: hadNewest, last } = shown.current;
    shown.current = { hasNewest, last: rows.at(-1)?.key };
    if (hasNewest && !hadNewest && !rows.some(({ key }) => key === last)) toEnd();
  }, [hasNewest, rows, toEnd]);

  // The end stays in view while rows come, are measured, and where the window shrinks or the composer grows.
  const total = virtualizer.getTotalSize();
  const height = virtualizer.scrollRect?.height ?? 0;
  useLayoutEffect(() => {
    if (atEnd && hasNewest && !virtualizer.isAtEnd(1)) virtualizer.scrollToEnd();
  }, [atEnd, hasNewest, total, height, virtualizer]);

  // What was gone to stays in the middle until the pages around it have come. By itself a list keeps its beginning before
  // the eyes while it has only a row or two, and would ask for the page before it, and again, to the conversation's first.
  const found = target === null ? -1 : rows.findIndex(({ messageUid }) => messageUid === target);
  const [arrivedAt, setArrivedAt] = useState<string | null>(null);
  const isGoing = found >= 0 && arrivedAt !== target;
  const isTail = useRef(hasNewest);
  isTail.current = hasNewest;
  useLayoutEffect(() => {
    if (!isGoing) return;
    virtualizer.scrollToIndex(found, { align: 'center' });
    // Where it stands so near the end that nothing is left to scroll, the reader is at the end.
    const [top = 0] = virtualizer.getOffsetForIndex(found, 'center') ?? [];
    const last = virtualizer.getTotalSize() - (virtualizer.scrollRect?.height ?? 0);
    setAtEnd(isTail.current && top >= last - 2);
  }, [isGoing, found, target, virtualizer]);

  const { startIndex = 0, endIndex = 0 } = virtualizer.range ?? {};
  const [first, last] = isGoing ? [found, found] : [startIndex, endIndex];
  useEffect(() => {
    if (mayReadOlder && first < ahead) onOlder();
    else if (mayReadNewer && last > rows.length - ahead) onNewer();
    else if (!isReading) setArrivedAt(found >= 0 ? target : null);
  }, [mayReadOlder, mayReadNewer, isReading, first, last, rows.length, found, target, onOlder, onNewer]);

  return { ref, virtualizer, atEnd, toEnd, onScroll };
}
