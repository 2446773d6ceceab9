/** Chinese first, then English, as everywhere; the forms are those of shared/service-tool.md. */
export const usageText = `用法 / usage: npm run -s tool -- <命令 command> [参数 arguments]

  decode <driver> [FILE] [--hex] [--chunk N]
      解码设备发来的字节 / decode bytes as the device sent them
  epc decode|encode [FILE]
      EPC 编码互换，每行一个 / EPCs and URIs, one a line
  gate replay [FILE]
      重放通道门记录 / replay the trace of a gate
  label render <template> [FILE] [--lang zpl|tspl|epl|escpos] [--png OUT]
      由数据生成标签 / render a label from JSON data
  merkle check [FILE]
      计算默克尔树用例 / compute the cases of a Merkle file
  ledger verify PATH
      核验数据目录或证据包 / verify a data folder or a custody bundle
  ledger rebuild PATH --compare
      重建投影并比对，只读 / rebuild the projections and compare, reading only
  sniff <transport-url> <driver> [--settings JSON]
      显示设备读数直至停止 / show what a device says until stopped
  simulate <driver> <transport-url> [--script FILE]
      模拟一台设备 / play a device
  bench [name…]
      性能测试 / benchmarks
  drivers
      列出驱动 / list the drivers
  help
      显示此说明 / this text

文件缺省或为 - 时读标准输入；输出为 JSON Lines。
Without FILE, or with -, standard input is read; the output is JSON Lines.
退出码 / exit code: 0 完成 done, 1 输入被拒 input refused, 2 用法错误 wrong usage`;
