/* The Linux calls that Swift's Glibc module leaves out: epoll, eventfd, accept4, thread names. Header only. */
#ifndef OPENCLAW_CLINUX_SHIM_H
#define OPENCLAW_CLINUX_SHIM_H
#if defined(__linux__)
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <pthread.h>
#include <sys/socket.h>
/* These hide behind _GNU_SOURCE, which must not be defined here: it changes other modules' headers. */
extern int accept4(int socket, struct sockaddr *address, socklen_t *length, int flags);
extern int pthread_setname_np(pthread_t thread, const char *name);
#endif
#endif
