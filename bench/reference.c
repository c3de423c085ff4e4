/* The same loops as the engine's, the way one writes them in C: one start at a time, one rule, one surface.
   gcc -O3 -march=native -shared -fPIC. Compared with, never used by, optviz. */

#include <math.h>
#include <stdint.h>

static inline double rosenbrock(double x, double y, double *gx, double *gy) {
    double u = 1.0 - x, w = y - x * x;
    *gx = -2.0 * u - 400.0 * x * w;
    *gy = 200.0 * w;
    return u * u + 100.0 * w * w;
}

typedef struct { double m[2], v[2], b1t, b2t; } adam_state;

static inline void adam(double *p, const double *g, double rate, double b1, double b2, double eps, adam_state *s) {
    s->b1t *= b1;
    s->b2t *= b2;
    double c1 = rate / (1.0 - s->b1t), c2 = 1.0 / sqrt(1.0 - s->b2t);
    for (int i = 0; i < 2; i++) {
        s->m[i] += (1.0 - b1) * (g[i] - s->m[i]);
        s->v[i] = b2 * s->v[i] + (1.0 - b2) * (g[i] * g[i]);
        p[i] -= c1 * s->m[i] / (sqrt(s->v[i]) * c2 + eps);
    }
}

/* One recorded path: iterates (n+1, 2), values (n+1), gradient norms (n+1), stop tests. Returns steps taken. */
int64_t adam_path(double x, double y, int64_t n, double rate, double limit, double tolerance,
                  double *iterates, double *values, double *norms) {
    adam_state s = {{0, 0}, {0, 0}, 1.0, 1.0};
    double p[2] = {x, y}, g[2];
    for (int64_t t = 0;; t++) {
        iterates[2 * t] = p[0];
        iterates[2 * t + 1] = p[1];
        values[t] = rosenbrock(p[0], p[1], &g[0], &g[1]);
        norms[t] = sqrt(g[0] * g[0] + g[1] * g[1]);
        if (t == n || norms[t] <= tolerance || !(fabs(p[0]) <= limit && fabs(p[1]) <= limit)) return t;
        adam(p, g, rate, 0.9, 0.999, 1e-8, &s);
    }
}

/* Many starts, one after the other; only the end is kept: out (k, 3) is x, y, value; steps (k). */
#define SWARM(name, declare, update)                                                                       \
    void name(const double *starts, int64_t k, int64_t n, double rate, double limit, double tolerance,     \
              double *out, int64_t *steps) {                                                               \
        for (int64_t lane = 0; lane < k; lane++) {                                                         \
            declare;                                                                                       \
            double p[2] = {starts[2 * lane], starts[2 * lane + 1]}, g[2], f;                               \
            int64_t t = 0;                                                                                 \
            for (;; t++) {                                                                                 \
                f = rosenbrock(p[0], p[1], &g[0], &g[1]);                                                  \
                double g2 = g[0] * g[0] + g[1] * g[1];                                                     \
                if (t == n || g2 <= tolerance * tolerance || !isfinite(f) ||                               \
                    !(fabs(p[0]) <= limit && fabs(p[1]) <= limit)) break;                                  \
                update;                                                                                    \
            }                                                                                              \
            out[3 * lane] = p[0];                                                                          \
            out[3 * lane + 1] = p[1];                                                                      \
            out[3 * lane + 2] = f;                                                                         \
            steps[lane] = t;                                                                               \
        }                                                                                                  \
    }

SWARM(sgd_swarm, , (p[0] -= rate * g[0], p[1] -= rate * g[1]))
SWARM(adam_swarm, adam_state s; s.m[0] = s.m[1] = s.v[0] = s.v[1] = 0.0; s.b1t = s.b2t = 1.0,
      adam(p, g, rate, 0.9, 0.999, 1e-8, &s))
