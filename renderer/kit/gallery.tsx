/**
 * Every part of the kit on sample data, for looking at and for pictures; never part of a station. Open with
 * `#<sheet>`, for example `gallery.html#table`; `?theme=dark`, `?density=kiosk` and `?lang=en` change how it looks.
 */
import { createRoot } from 'react-dom/client';
import { I18nProvider } from 'react-aria-components';
import { ContentSheet, ControlsSheet, DialogSheet, PinSheet, TableSheet } from './gallery-sheets.tsx';
import { LogInSheet, ShellSheet } from './gallery-shell.tsx';
import { language, switchLanguage } from './index.ts';
import './kit.css';
import '../shell/shell.css';
import './gallery.css';

const sheets = {
  controls: ControlsSheet,
  content: ContentSheet,
  table: TableSheet,
  dialog: DialogSheet,
  pin: PinSheet,
  shell: ShellSheet,
  'log-in': LogInSheet,
} as const;

const query = new URLSearchParams(window.location.search);
document.documentElement.dataset.theme = query.get('theme') ?? 'light';
document.documentElement.dataset.density = query.get('density') ?? 'desktop';
await switchLanguage(query.get('lang') === 'en' ? 'en' : 'zh-CN');

const place = document.getElementById('root');
const name = window.location.hash.slice(1);
const Sheet = Object.entries(sheets).find(([id]) => id === name)?.[1] ?? ControlsSheet;
if (place !== null) {
  createRoot(place).render(
    <I18nProvider locale={language()}>
      <Sheet />
    </I18nProvider>,
  );
}
