import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.apache.flink.runtime.util.bash.BashJavaUtils;

/**
 * Runs Flink's BashJavaUtils for the scripts of its distribution without a start of Java for each call. Prints its port; a
 * call is the arguments of the main method, each ended by a NUL, and the answer all that the method prints.
 */
class Serve {
    public static void main(String[] ignored) throws Exception {
        PrintStream terminal = System.out;
        try (ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            terminal.println(server.getLocalPort());
            while (true) {
                try (Socket socket = server.accept()) {
                    answer(socket.getInputStream(), socket.getOutputStream());
                }
            }
        }
    }

    private static void answer(InputStream in, OutputStream out) throws Exception {
        String[] arguments = read(in).split("\0");
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
        try {
            BashJavaUtils.main(arguments);
        } catch (Throwable error) {
            error.printStackTrace(System.out);
        }
        out.write(printed.toByteArray());
    }

    /** To the empty argument that ends a call, for bash cannot close one half of a connection. */
    private static String read(InputStream in) throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        int last = -1;
        for (int next = in.read(); next >= 0 && !(next == 1 && last == 0); next = in.read()) {
            bytes.write(next);
            last = next;
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
