package io.arcfleet.check.network;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class EndpointsTest {

    @ParameterizedTest
    @CsvSource({
        "management.azure.com, azure-resource-manager, Azure",
        "management.usgovcloudapi.net, azure-resource-manager, Azure Government",
        "management.chinacloudapi.cn, azure-resource-manager, Azure operated by 21Vianet",
        "westeurope.dp.kubernetesconfiguration.azure.com, data-plane, Azure",
        "usgovvirginia.dp.kubernetesconfiguration.azure.us, data-plane, Azure Government",
        "Login.MicrosoftOnline.com., sign-in, Azure",
        "westeurope.login.microsoft.com, sign-in, Azure",
        "chinaeast2.login.chinacloudapi.cn, sign-in, Azure operated by 21Vianet",
        "gbl.his.arc.azure.com, identity, Azure",
        "usgv.his.arc.azure.us, identity, Azure Government",
        "store.gw.arc.azure.com, gateway, Azure",
        "westeurope.data.mcr.microsoft.com, images, Azure",
        "mcr.azk8s.cn, images, Azure operated by 21Vianet",
        "dl.k8s.io, kubectl-download, Azure",
        "guestnotificationservice.azure.us, notifications, Azure Government",
        "sts.windows.net, notifications, Azure",
        "graph.chinacloudapi.cn, graph, Azure operated by 21Vianet",
    })
    void knowsTheEndpointsOfEveryCloud(String host, String id, String cloud) {
        assertThat(Endpoints.of(host)).map(Endpoints.Endpoint::id).contains(id);
        assertThat(Endpoints.cloud(host)).isEqualTo(cloud);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "git.example.com",
                "10.43.0.1",
                "management.azure.com.example.org",
                "notmcr.microsoft.com",
                "kubernetes.default.svc"
            })
    void knowsNoOtherHosts(String host) {
        assertThat(Endpoints.of(host)).isEmpty();
        assertThat(Endpoints.areCalled(host)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"azgnrelay-westeurope-l1.servicebus.windows.net", "westeurope.obo.arc.azure.com"})
    void leavesTheEndpointsOfClusterConnectToOthers(String host) {
        assertThat(Endpoints.of(host)).isEmpty();
        assertThat(Endpoints.areCalled(host)).isTrue();
    }

    @Test
    void theClusterFallsOfflineWithoutSomeOfThem() {
        assertThat(Endpoints.neededSubjects())
                .contains("endpoint/data-plane", "endpoint/identity")
                .doesNotContain("endpoint/images", "endpoint/graph");
    }
}
