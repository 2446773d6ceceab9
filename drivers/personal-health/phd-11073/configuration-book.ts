import type { AssociationInfo } from './association.ts';
import { buildConfiguration, type Configuration, parseConfigurationReport } from './configuration.ts';
import { reasonOf } from './mder.ts';
import { CONFIGURATION_RESULT, FIRST_OWN_CONFIGURATION } from './nomenclature.ts';
import { standardConfigurations } from './standard-configurations.ts';

/** What a manager answers to a configuration report. */
export type ConfigurationVerdict =
  | { readonly verdict: 'taken'; readonly id: number; readonly configuration: Configuration }
  /** 1 unsupported, 2 standard configuration unknown. */
  | { readonly verdict: 'refused'; readonly id: number; readonly result: number };

/**
 * 已知配置: standard configurations, and those of devices seen before by system id and configuration id. Outlives a
 * connection, not the process.
 */
export class ConfigurationBook {
  readonly #own = new Map<string, Configuration>();

  recall({ systemId, configurationId }: AssociationInfo): Configuration | undefined {
    return configurationId < FIRST_OWN_CONFIGURATION
      ? standardConfigurations.get(configurationId)
      : this.#own.get(`${systemId} ${configurationId}`);
  }

  /** Judges the body of a configuration report and keeps what is taken. */
  judge(report: Uint8Array, agent: AssociationInfo): ConfigurationVerdict {
    try {
      const { id, objects } = parseConfigurationReport(report);
      const standard = standardConfigurations.get(id);
      if (objects.length === 0 && standard !== undefined)
        return { verdict: 'taken', id, configuration: standard };
      const configuration = buildConfiguration(id, objects);
      if (configuration.metrics.size > 0 || configuration.stores.length > 0) {
        if (id >= FIRST_OWN_CONFIGURATION) this.#own.set(`${agent.systemId} ${id}`, configuration);
        return { verdict: 'taken', id, configuration };
      }
      // A standard one named by its number alone: the agent sends the full list next.
      const result =
        id < FIRST_OWN_CONFIGURATION
          ? CONFIGURATION_RESULT.standardUnknown
          : CONFIGURATION_RESULT.unsupported;
      return { verdict: 'refused', id, result };
    } catch (error) {
      reasonOf(error);
      return { verdict: 'refused', id: agent.configurationId, result: CONFIGURATION_RESULT.unsupported };
    }
  }
}
