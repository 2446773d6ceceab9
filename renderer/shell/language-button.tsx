import { Button, language, switchLanguage, t } from '../kit/index.ts';

/** For pages before the log-in, where there is no menu of a person yet. */
export function LanguageButton() {
  return (
    <Button kind="plain" onPress={changeLanguage}>
      {t('shell.language')}
    </Button>
  );
}

export function changeLanguage(): void {
  const next = language() === 'en' ? 'zh-CN' : 'en';
  localStorage.setItem('language', next);
  void switchLanguage(next);
}
