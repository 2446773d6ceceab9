import { type MenuLine, notifyFailure, t } from '../kit/index.ts';
import { applyAppearance, type Theme, useAppearance } from './appearance.ts';
import { changeLanguage } from './language-button.tsx';
import type { SessionHandle } from './session.ts';

const themes: readonly Theme[] = ['system', 'light', 'dark'];

/** The menu behind the person's name: other posts, appearance, language, lock, log out. */
export function usePersonMenu(handle: SessionHandle, lock: () => void): readonly MenuLine[] {
  const appearance = useAppearance();
  const nextTheme = themes[(themes.indexOf(appearance.theme) + 1) % themes.length] ?? 'system';
  const otherPosts = handle.session?.otherPosts ?? [];
  return [
    ...otherPosts.map((post) => ({
      id: `post:${post.id}`,
      title: t('shell.switch_post', { post: t(`identity.role.${post.role}`) }),
      onChoose: () => {
        void handle.switchPost(post.id).then((failure) => {
          if (failure !== undefined) notifyFailure(failure);
        });
      },
    })),
    {
      id: 'theme',
      title: t(`shell.theme_to_${nextTheme}`),
      onChoose: () => applyAppearance({ ...appearance, theme: nextTheme }),
    },
    {
      id: 'language',
      title: t('shell.language'),
      onChoose: changeLanguage,
    },
    { id: 'lock', title: t('shell.lock_now'), onChoose: lock },
    { id: 'log-out', title: t('shell.log_out'), onChoose: () => void handle.logOut() },
  ];
}
