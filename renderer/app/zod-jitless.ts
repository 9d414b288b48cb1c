// Must be imported before any schema: zod otherwise tries `new Function`, which the page's policy refuses and reports.
import { z } from 'zod';

z.config({ jitless: true });
