import { Breadcrumb, t } from '../../../kit/index.ts';
import { SectionLinks } from '../parts-operations/view-switch.tsx';

const pages = [
  { to: '/devices/imports', title: 'imports.bench' },
  { to: '/devices/imports/ways', title: 'imports.ways' },
  { to: '/devices/imports/received', title: 'imports.received' },
] as const;

/** 文件导入 in three pages: set up a mapping, say where results come in, see what came. */
export function ImportPages({ current }: { readonly current: (typeof pages)[number]['to'] }) {
  return (
    <SectionLinks
      label={t('imports.title')}
      current={current}
      links={pages.map(({ to, title }) => ({ to, title: t(title) }))}
    />
  );
}

export function ImportPath({ title }: { readonly title: string }) {
  return (
    <Breadcrumb
      steps={[
        { title: t('devices.title'), to: '/devices' },
        { title: t('imports.title'), to: '/devices/imports' },
        { title },
      ]}
    />
  );
}
