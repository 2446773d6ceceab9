import { useState } from 'react';
import { failureOf, useClient } from '../../../client/index.ts';
import { type FailureInfo, GirthPad, t } from '../../../kit/index.ts';
import { DeviceFailure } from './device-failure.tsx';

/** 腰围臀围的试测: the same pad as on the kiosk; what it takes comes as a reading above. */
export function GirthTrial({ id }: { readonly id: string }) {
  const client = useClient();
  const [failure, setFailure] = useState<FailureInfo | undefined>(undefined);
  return (
    <section className="page-section" aria-labelledby="girth-title">
      <h3 id="girth-title">{t('devices.girth_trial')}</h3>
      <p className="small quiet">{t('devices.girth_explain')}</p>
      <GirthPad
        send={async (girth, text, unit) => {
          setFailure(undefined);
          try {
            return await client.devices.typeGirth({ commandId: crypto.randomUUID(), id, girth, text, unit });
          } catch (error) {
            setFailure(failureOf(error));
            return undefined;
          }
        }}
      />
      {failure !== undefined && <DeviceFailure failure={failure} />}
    </section>
  );
}
