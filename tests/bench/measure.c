/* Runs a program with its output thrown away and prints what it used: CPU seconds, the most memory in kilobytes, how it
 * ended. A program that is started by a large one seems to have used the memory of that; this one is small.
 *
 *   measure PROGRAM [ARGUMENT]...  > "0.003120 7432 0" */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

static double seconds(struct timeval time) {
    return (double)time.tv_sec + (double)time.tv_usec / 1e6;
}

static void become(char **words) {
    int nowhere = open("/dev/null", O_WRONLY);
    if (nowhere >= 0 && dup2(nowhere, STDOUT_FILENO) >= 0)
        execv(words[0], words);
    perror(words[0]);
    _exit(127);
}

int main(int count, char **words) {
    struct rusage usage;
    int status;
    if (count < 2)
        return 3;
    pid_t child = fork();
    if (child == 0)
        become(words + 1);
    if (child < 0 || waitpid(child, &status, 0) != child || getrusage(RUSAGE_CHILDREN, &usage)) {
        perror("measure");
        return 2;
    }
    printf("%.6f %ld %d\n", seconds(usage.ru_utime) + seconds(usage.ru_stime), usage.ru_maxrss,
           WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status));
    return 0;
}
