import { ViewPlugin, type EditorView, type ViewUpdate } from '@codemirror/view';

/** How long nothing must happen, ms. */
const pause = 150;

/**
 * Does something a moment after the text or the cursor changed. `work` is told whether what it found still holds when
 * it has an answer: it must ask before it shows one.
 */
export const afterAPause = (work: (view: EditorView, isLast: () => boolean) => Promise<void>) =>
  ViewPlugin.define((view) => {
    let timer: ReturnType<typeof setTimeout> | null = null;
    let count = 0;
    return {
      update({ docChanged, selectionSet }: ViewUpdate) {
        if (!docChanged && !selectionSet) return;
        const mine = ++count;
        if (timer !== null) clearTimeout(timer);
        timer = setTimeout(() => void work(view, () => mine === count), pause);
      },
      destroy() {
        count++;
        if (timer !== null) clearTimeout(timer);
      },
    };
  });
