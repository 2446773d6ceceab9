import { type StationClient, useQuery } from '../../../client/index.ts';
import { Failure, Story, t } from '../../../kit/index.ts';
import { storyEntries } from '../parts-items/story-words.ts';

/** 设备记录: who tried what at this device and who changed it, from the ledger. */
export function DeviceStory({ id }: { readonly id: string }) {
  const { data, failure, again } = useQuery({
    key: ['device-story', id],
    topics: ['devices'],
    id,
    ask: (client: StationClient) => client.devices.story({ id }),
  });
  return (
    <section className="page-section" aria-labelledby="device-story-title">
      <h3 id="device-story-title">{t('devices.story')}</h3>
      {failure !== undefined && <Failure failure={failure} onRetry={again} />}
      {data !== undefined && (
        <Story label={t('devices.story')} entries={storyEntries(data)} empty={t('devices.story_empty')} />
      )}
    </section>
  );
}
