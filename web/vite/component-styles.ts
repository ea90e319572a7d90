import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Plugin } from 'vite';

const resolve = createRequire(import.meta.url).resolve;
const classNames = /\/@mantine\/core\/esm\/.*\/(\w+)\.module\.mjs$/;

/** The styles of one of Mantine's components, in a cascade layer, so that the page's own styles win in any order. */
const stylesOf = (component: string): string => `@mantine/core/styles/${component}.layer.css`;

/**
 * Lets each of Mantine's components bring its own styles: the module with a component's class names imports its style
 * file. So the page loads the styles of what it shows, and a part that loads later brings those it needs.
 */
export function componentStyles(): Plugin {
  return {
    name: 'component-styles',
    enforce: 'pre',
    transform(code, id) {
      const component = classNames.exec(id.replaceAll('\\', '/'))?.[1];
      if (component === undefined) return null;
      const styles = stylesOf(component);
      if (!existsSync(resolve(styles))) return this.error(`${styles} is missing.`);
      return { code: `import '${styles}';\n${code}`, map: null };
    },
  };
}
