/* Makes one system call of a program fail, or be its last. A shared library for LD_PRELOAD, compiled by the tests.
 *
 * Only calls about files in one folder count, so that Python itself starts and imports undisturbed. The program says
 * which call it is to be, by faults_arm, once it has begun. Python and SQLite both call the C library, and meet this.
 *
 * Each call has a letter: o open, r read, w write, s sync, t truncate, n rename, l link, u unlink, m mkdir, c chmod or chown,
 * k lock, p mmap. The letters of all calls, in order, are written to the trace where there is one.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#define KILLED -1
#define DESCRIPTORS 4096

static char folder[4096];
static size_t length;
static long count, number;
static int error, stays, trace = -1;
static char failed_letter;
static char ours[DESCRIPTORS];

/* From now on: fail the call of this number (0: none) with this errno, or be killed at it (-1). stays: all later ones of
 * its letter fail too. */
void faults_arm(const char *where, long which, int with, int later, int write_to)
{
    strncpy(folder, where, sizeof folder - 1);
    length = strlen(folder);
    number = which;
    error = with;
    stays = later;
    trace = write_to;
}

static int inside(const char *path) { return length && path && !strncmp(path, folder, length); }
static int is_ours(int fd) { return length && fd >= 0 && fd < DESCRIPTORS && ours[fd]; }

/* Whether this call is to fail; sets errno. */
static int fails(char letter)
{
    count++;
    if (trace >= 0)
        syscall(SYS_write, trace, &letter, 1);
    if (number && count == number) {
        if (error == KILLED)
            kill(getpid(), SIGKILL);
        failed_letter = letter;
        errno = error;
        return 1;
    }
    if (stays && failed_letter == letter) {
        errno = error;
        return 1;
    }
    return 0;
}

static int opened(const char *path, int fd)
{
    if (fd >= 0 && fd < DESCRIPTORS)
        ours[fd] = inside(path) ? 1 : 0;
    return fd;
}

#define NEXT(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))
#define MODE(flags) va_list rest; va_start(rest, flags); mode_t mode = va_arg(rest, mode_t); va_end(rest)

#define OPEN(name) \
    int name(const char *path, int flags, ...) \
    { MODE(flags); if (inside(path) && fails('o')) return -1; return opened(path, NEXT(name)(path, flags, mode)); }
#define OPENAT(name) \
    int name(int at, const char *path, int flags, ...) \
    { MODE(flags); if (inside(path) && fails('o')) return -1; return opened(path, NEXT(name)(at, path, flags, mode)); }
OPEN(open)
OPEN(open64)
OPENAT(openat)
OPENAT(openat64)

int close(int fd)
{
    if (fd >= 0 && fd < DESCRIPTORS)
        ours[fd] = 0;
    return NEXT(close)(fd);
}

/* A disk that is full takes what it has room for: the first of the writes that fail is only half written. */
#define WRITE(name, parameters, ...) \
    ssize_t name parameters \
    { \
        if (is_ours(fd) && fails('w')) { \
            if (!(stays && count == number && size > 1)) return -1; \
            size /= 2; \
        } \
        return NEXT(name)(__VA_ARGS__); \
    }
WRITE(write, (int fd, const void *from, size_t size), fd, from, size)
WRITE(pwrite, (int fd, const void *from, size_t size, off_t at), fd, from, size, at)
WRITE(pwrite64, (int fd, const void *from, size_t size, off64_t at), fd, from, size, at)

#define CALL(kind, name, letter, condition, parameters, ...) \
    kind name parameters { if ((condition) && fails(letter)) return (kind)-1; return NEXT(name)(__VA_ARGS__); }
CALL(ssize_t, read, 'r', is_ours(fd), (int fd, void *into, size_t size), fd, into, size)
CALL(ssize_t, pread, 'r', is_ours(fd), (int fd, void *into, size_t size, off_t at), fd, into, size, at)
CALL(ssize_t, pread64, 'r', is_ours(fd), (int fd, void *into, size_t size, off64_t at), fd, into, size, at)
CALL(int, fsync, 's', is_ours(fd), (int fd), fd)
CALL(int, fdatasync, 's', is_ours(fd), (int fd), fd)
CALL(int, ftruncate, 't', is_ours(fd), (int fd, off_t size), fd, size)
CALL(int, ftruncate64, 't', is_ours(fd), (int fd, off64_t size), fd, size)
CALL(int, rename, 'n', inside(to), (const char *from, const char *to), from, to)
CALL(int, link, 'l', inside(to), (const char *from, const char *to), from, to)
CALL(int, unlink, 'u', inside(path), (const char *path), path)
CALL(int, mkdir, 'm', inside(path), (const char *path, mode_t mode), path, mode)
CALL(int, chmod, 'c', inside(path), (const char *path, mode_t mode), path, mode)
CALL(int, fchmod, 'c', is_ours(fd), (int fd, mode_t mode), fd, mode)
CALL(int, fchown, 'c', is_ours(fd), (int fd, uid_t owner, gid_t group), fd, owner, group)
CALL(int, flock, 'k', is_ours(fd), (int fd, int operation), fd, operation)
CALL(void *, mmap, 'p', is_ours(fd), (void *at, size_t size, int rights, int flags, int fd, off_t from), at, size, rights,
     flags, fd, from)
CALL(void *, mmap64, 'p', is_ours(fd), (void *at, size_t size, int rights, int flags, int fd, off64_t from), at, size,
     rights, flags, fd, from)

#define FCNTL(name) \
    int name(int fd, int command, ...) \
    { \
        va_list rest; va_start(rest, command); void *argument = va_arg(rest, void *); va_end(rest); \
        int locks = command == F_SETLK || command == F_SETLKW; \
        if (locks && is_ours(fd) && ((struct flock *)argument)->l_type != F_UNLCK && fails('k')) return -1; \
        return NEXT(name)(fd, command, argument); \
    }
FCNTL(fcntl)
FCNTL(fcntl64)
