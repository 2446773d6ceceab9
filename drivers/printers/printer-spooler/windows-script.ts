/**
 * The script for the PowerShell 5.1 that comes with Windows 10 and 11, always the same: what to do comes on standard input as
 * Base64 of JSON, the answer is one line of JSON in ASCII. `PrintQueue` and its jobs: .NET System.Printing;
 * `PrintDocument` draws the pages: .NET System.Drawing.Printing. Jobs are found by their name, which is the id of the job.
 */
export const windowsScript = String.raw`
$ErrorActionPreference = 'Stop'
function Say($answer) { [Console]::Out.WriteLine((ConvertTo-Json -Compress $answer)); exit 0 }
$bytes = [Convert]::FromBase64String([Console]::In.ReadToEnd().Trim())
$ask = ConvertFrom-Json ([Text.Encoding]::UTF8.GetString($bytes))
Add-Type -AssemblyName System.Printing
if ((Get-Service -Name Spooler).Status -ne 'Running') { Say @{ absent = 'spooler' } }
$server = New-Object System.Printing.LocalPrintServer
$kinds = @([System.Printing.EnumeratedPrintQueueTypes]::Local, [System.Printing.EnumeratedPrintQueueTypes]::Connections)
$queue = $server.GetPrintQueues($kinds) | Where-Object { $_.Name -eq $ask.printer -or $_.FullName -eq $ask.printer } | Select-Object -First 1
if ($null -eq $queue) { Say @{ absent = 'queue' } }
$queue.Refresh()
function Jobs { @($queue.GetPrintJobInfoCollection() | Where-Object { $_.Name -eq $ask.name }) }
switch ($ask.action) {
  'state' { Say @{ status = [int]$queue.QueueStatus } }
  'waiting' { Say @{ waiting = (@(Jobs).Count -gt 0) } }
  'cancel' {
    $found = @(Jobs)
    foreach ($job in $found) { $job.Cancel() }
    Say @{ cancelled = ($found.Count -gt 0) }
  }
  'submit' {
    Add-Type -AssemblyName System.Drawing
    $script:rest = $ask.text
    $page = New-Object System.Drawing.Printing.PrintDocument
    $page.PrintController = New-Object System.Drawing.Printing.StandardPrintController
    $page.DocumentName = $ask.name
    $page.PrinterSettings.PrinterName = $queue.FullName
    $page.PrinterSettings.Copies = [int16]$ask.copies
    if (-not $page.PrinterSettings.IsValid) { Say @{ accepted = $false } }
    $font = New-Object System.Drawing.Font('NSimSun', 11)
    $page.add_PrintPage({
      param($sender, $event)
      $letters = 0; $lines = 0
      $size = New-Object System.Drawing.SizeF($event.MarginBounds.Width, $event.MarginBounds.Height)
      $box = New-Object System.Drawing.RectangleF($event.MarginBounds.X, $event.MarginBounds.Y, $size.Width, $size.Height)
      $form = New-Object System.Drawing.StringFormat
      [void]$event.Graphics.MeasureString($script:rest, $font, $size, $form, [ref]$letters, [ref]$lines)
      $event.Graphics.DrawString($script:rest, $font, [System.Drawing.Brushes]::Black, $box, $form)
      $script:rest = if ($letters -lt 1) { '' } else { $script:rest.Substring($letters) }
      $event.HasMorePages = $script:rest.Length -gt 0
    })
    $page.Print()
    Say @{ accepted = $true }
  }
}
`;
