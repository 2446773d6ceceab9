import { useState } from 'react';
import { useClient } from '../client/index.ts';
import { type Command, type MenuLine, t, textOr } from '../kit/index.ts';
import type { May, Profile, RailItem } from './profile.ts';
import type { ShellProps } from './shell.tsx';

/** Pages of the rail, acts of the person's menu, and things found at the node by the words typed. */
export function useCommandPalette(
  profile: Profile,
  rail: readonly RailItem[],
  furtherPages: readonly RailItem[],
  menu: readonly MenuLine[],
  goTo: (path: string) => void,
  may: May,
): ShellProps['palette'] {
  const client = useClient();
  const [open, onOpenChange] = useState(false);
  const pages: Command[] = [...rail, ...furtherPages].map((item) => ({
    id: `page:${item.path}`,
    title: t(item.title),
    group: t('shell.palette_go'),
    keywords: item.keywords ?? [],
    run: () => goTo(item.path),
  }));
  const acts: Command[] = menu.map((line) => ({
    id: `act:${line.id}`,
    title: line.title,
    group: t('shell.palette_acts'),
    run: line.onChoose,
  }));
  const { search } = profile;
  if (search === undefined) return { open, onOpenChange, commands: [...pages, ...acts] };
  return {
    open,
    onOpenChange,
    commands: [...pages, ...acts],
    async search(words) {
      const found = await search(client, words, may);
      return found.map((thing) => ({
        id: `found:${thing.kind}:${thing.id}`,
        title: thing.title,
        group: t('shell.palette_found'),
        detail: textOr(`shell.kind.${thing.kind}`, thing.kind),
        run: () => goTo(profile.pathOf(thing)),
      }));
    },
  };
}
