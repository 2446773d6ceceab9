import { lockSettingsForm } from '../settings.ts';
import { WKLY_LIMITS } from './session.ts';

export const wklySettingsForm = lockSettingsForm(WKLY_LIMITS);
