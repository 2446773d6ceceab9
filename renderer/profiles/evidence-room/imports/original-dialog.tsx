import { useState } from 'react';
import { useCommand } from '../../../client/index.ts';
import { Button, Dialog, Failure, KeyValue, t, textOr } from '../../../kit/index.ts';
import { bytesOfBase64, saveBytes } from './file-bytes.ts';
import type { Original } from './use-workbench.ts';

/** 原件: as the instrument sent it, with the names in it. Seen only after saying so: it goes into the ledger. */
export function OriginalDialog({ id, onClose }: { readonly id: string; readonly onClose: () => void }) {
  const [original, setOriginal] = useState<Original | undefined>(undefined);
  const look = useCommand({
    send: (client, asked: string, commandId) => client.imports.original({ commandId, id: asked }),
    onDone: setOriginal,
    failures: 'inline',
  });
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('imports.original')}
      width={original === undefined ? 'normal' : 'wide'}
      actions={
        original === undefined ? (
          <>
            <Button onPress={onClose}>{t('common.cancel')}</Button>
            <Button kind="primary" disabled={look.busy} onPress={() => look.run(id)}>
              {t('imports.original_show')}
            </Button>
          </>
        ) : (
          <>
            <Button
              onPress={() =>
                saveBytes(
                  original.name === '' ? 'message.hl7' : original.name,
                  bytesOfBase64(original.content),
                )
              }
            >
              {t('imports.original_save')}
            </Button>
            <Button kind="primary" onPress={onClose}>
              {t('common.close')}
            </Button>
          </>
        )
      }
    >
      {look.failure !== undefined && <Failure failure={look.failure} />}
      {original === undefined ? (
        <p>{t('imports.original_words')}</p>
      ) : (
        <>
          <KeyValue
            items={[
              ...(original.name === '' ? [] : [{ label: t('imports.file'), value: original.name }]),
              { label: t('imports.form'), value: textOr(`imports.form.${original.form}`, original.form) },
              {
                label: t('imports.encoding'),
                value: textOr(`imports.encoding.${original.encoding}`, original.encoding),
              },
              { label: 'SHA-256', value: <span className="fixed breakable">{original.sha256}</span> },
            ]}
          />
          {original.text === null ? (
            <p>{t('imports.original_no_text')}</p>
          ) : (
            // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- scrolled by keyboard
            <pre className="original-text" tabIndex={0} aria-label={t('imports.original')}>
              {original.text.replaceAll(/\r\n?/g, '\n')}
            </pre>
          )}
        </>
      )}
    </Dialog>
  );
}
