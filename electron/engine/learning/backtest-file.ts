// A backtest over a record in a file, beside whoever writes it.
import type { BacktestResult } from '#shared/model/learning/backtest-result.ts';
import { openForReading } from '../store/database.ts';
import { listIncidents } from '../store/incident-rows.ts';
import { journalPage } from '../store/journal-rows.ts';
import type { BacktestReport } from '../triggers/backtest.ts';
import { backtestResult } from './backtest-result.ts';
import { backtestRecord, type RecordBacktestRequest } from './record-backtest.ts';

export type FileBacktest = Omit<RecordBacktestRequest, 'fromMs' | 'toMs'> & {
  fromMs: number | null;
  toMs: number | null;
};

const dayMs = 86_400_000;

/** Of its last day where no time is named. @throws OpsError as openForReading and backtestRecord. */
export async function backtestRecordFile(
  file: string,
  { fromMs, toMs, ...request }: FileBacktest,
): Promise<{ report: BacktestReport; results: BacktestResult[] }> {
  const read = openForReading(file);
  try {
    const [newest] = journalPage(read, { before: null, limit: 1 });
    const end = toMs ?? newest?.recordedTime ?? 0;
    const report = await backtestRecord(read, { ...request, fromMs: fromMs ?? end - dayMs, toMs: end });
    const incidents = listIncidents(read);
    const results = report.alerts.map((alert) => backtestResult({ ...report, alerts: [alert] }, incidents));
    return { report, results };
  } finally {
    read.close();
  }
}
