import type { DefinitionRow } from './definition.ts';

/**
 * The parameters of the EPC Class 1 Generation 2 air protocol (UHF tags): inventory settings, tag selection, tag
 * operations and their results. The row form is explained at `DefinitionRow`.
 * Source: the LLRP Toolkit definition file `llrp-1x0-def.xml` (shared/protocols/llrp.md, sections 2 to 4 and Sources).
 */
export const GEN2_PARAMETER_ROWS: readonly DefinitionRow[] = [
  [
    327,
    'C1G2LLRPCapabilities',
    'u1 canSupportBlockErase, u1 canSupportBlockWrite, r6, u16 maxNumSelectFiltersPerQuery',
    '',
  ],
  [328, 'C1G2UHFRFModeTable', '', 'C1G2UHFRFModeTableEntry+'],
  [
    329,
    'C1G2UHFRFModeTableEntry',
    'u32 modeIdentifier, u1 drValue, u1 epcHagTcConformance, r6, u8 mValue, u8 forwardLinkModulation, u8 spectralMaskIndicator, u32 bdrValue, u32 pieValue, u32 minTariValue, u32 maxTariValue, u32 stepTariValue',
    '',
  ],
  [
    330,
    'C1G2InventoryCommand',
    'u1 tagInventoryStateAware, r7',
    'C1G2Filter*, C1G2RFControl?, C1G2SingulationControl?, Custom*',
  ],
  [
    331,
    'C1G2Filter',
    'u2 truncate, r6',
    'C1G2TagInventoryMask, C1G2TagInventoryStateAwareFilterAction?, C1G2TagInventoryStateUnawareFilterAction?',
  ],
  [332, 'C1G2TagInventoryMask', 'u2 memoryBank, r6, u16 pointer, bits tagMask', ''],
  [333, 'C1G2TagInventoryStateAwareFilterAction', 'u8 target, u8 action', ''],
  [334, 'C1G2TagInventoryStateUnawareFilterAction', 'u8 action', ''],
  [335, 'C1G2RFControl', 'u16 modeIndex, u16 tari', ''],
  [
    336,
    'C1G2SingulationControl',
    'u2 session, r6, u16 tagPopulation, u32 tagTransitTime',
    'C1G2TagInventoryStateAwareSingulationAction?',
  ],
  [337, 'C1G2TagInventoryStateAwareSingulationAction', 'u1 inventoried, u1 selected, r6', ''],
  [338, 'C1G2TagSpec', '', 'C1G2TargetTag+'],
  [339, 'C1G2TargetTag', 'u2 memoryBank, u1 match, r5, u16 pointer, bits tagMask, bits tagData', ''],
  [
    341,
    'C1G2Read',
    'u16 opSpecId, u32 accessPassword, u2 memoryBank, r6, u16 wordPointer, u16 wordCount',
    '',
  ],
  [
    342,
    'C1G2Write',
    'u16 opSpecId, u32 accessPassword, u2 memoryBank, r6, u16 wordPointer, words writeData',
    '',
  ],
  [343, 'C1G2Kill', 'u16 opSpecId, u32 killPassword', ''],
  [344, 'C1G2Lock', 'u16 opSpecId, u32 accessPassword', 'C1G2LockPayload+'],
  [345, 'C1G2LockPayload', 'u8 privilege, u8 dataField', ''],
  [
    346,
    'C1G2BlockErase',
    'u16 opSpecId, u32 accessPassword, u2 memoryBank, r6, u16 wordPointer, u16 wordCount',
    '',
  ],
  [
    347,
    'C1G2BlockWrite',
    'u16 opSpecId, u32 accessPassword, u2 memoryBank, r6, u16 wordPointer, words writeData',
    '',
  ],
  [348, 'C1G2EPCMemorySelector', 'u1 enableCrc, u1 enablePcBits, r6', ''],
  [349, 'C1G2ReadOpSpecResult', 'u8 result, u16 opSpecId, words readData', ''],
  [350, 'C1G2WriteOpSpecResult', 'u8 result, u16 opSpecId, u16 numWordsWritten', ''],
  [351, 'C1G2KillOpSpecResult', 'u8 result, u16 opSpecId', ''],
  [352, 'C1G2LockOpSpecResult', 'u8 result, u16 opSpecId', ''],
  [353, 'C1G2BlockEraseOpSpecResult', 'u8 result, u16 opSpecId', ''],
  [354, 'C1G2BlockWriteOpSpecResult', 'u8 result, u16 opSpecId, u16 numWordsWritten', ''],
];
