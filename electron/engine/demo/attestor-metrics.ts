// The attestor's metrics in the Prometheus text format 0.0.4. It counts and prints; serving is the server's.

export type AttestationResult = 'success' | 'failure';

export interface AttestorMetrics {
  observe: (result: AttestationResult, seconds: number) => void;
  /** The exposition, ending in a line feed as the format demands. */
  text: () => string;
}

const buckets = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1];
/** The success rate is that of the last rounds, so that it recovers after trouble instead of remembering it for ever. */
const windowRounds = 60;

/** @param version asked each time: it may be replaced */
export function createAttestorMetrics(version: () => string): AttestorMetrics {
  const totals: Record<AttestationResult, number> = { success: 0, failure: 0 };
  const recent: AttestationResult[] = [];
  const bucketCounts = buckets.map(() => 0);
  let sumSeconds = 0;
  return {
    observe(result, seconds) {
      totals[result]++;
      recent.push(result);
      if (recent.length > windowRounds) recent.shift();
      sumSeconds += seconds;
      buckets.forEach((bound, index) => {
        if (seconds <= bound) bucketCounts[index] = (bucketCounts[index] ?? 0) + 1;
      });
    },
    text() {
      const count = totals.success + totals.failure;
      const lines = [
        ...head('attestor_build_info', 'gauge', 'The version that runs; the value is always 1.'),
        `attestor_build_info{version="${version()}",node="${process.versions.node}"} 1`,
        ...head('attestations_total', 'counter', 'Attestations made since the start, by result.'),
        `attestations_total{result="success"} ${totals.success}`,
        `attestations_total{result="failure"} ${totals.failure}`,
        ...successRate(recent),
        ...head('attestation_latency_seconds', 'histogram', 'How long one attestation took, verification included.'),
        ...buckets.map((bound, index) => `attestation_latency_seconds_bucket{le="${bound}"} ${bucketCounts[index]}`),
        `attestation_latency_seconds_bucket{le="+Inf"} ${count}`,
        `attestation_latency_seconds_sum ${sumSeconds}`,
        `attestation_latency_seconds_count ${count}`,
      ];
      return `${lines.join('\n')}\n`;
    },
  };
}

/** Before the first round there is no rate, so no sample: a made-up 0 or 1 would be judged as if it had been seen. */
function successRate(recent: readonly AttestationResult[]): string[] {
  if (recent.length === 0) return [];
  const share = recent.filter((result) => result === 'success').length / recent.length;
  const help = `Share of successful attestations among the last ${windowRounds}, 0 to 1.`;
  return [...head('attestation_success_rate', 'gauge', help), `attestation_success_rate ${share}`];
}

function head(name: string, type: string, help: string): string[] {
  return [`# HELP ${name} ${help}`, `# TYPE ${name} ${type}`];
}
